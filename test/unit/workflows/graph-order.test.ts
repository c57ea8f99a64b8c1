import { describe, expect, it } from 'vitest'
import { ancestorsOf, followersOf, graphOrder, incomingEdges } from '../../../workflows/graph-order.ts'
import { graphOf } from '../../support/graphs.ts'

const nodes = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, { type: 'any' }]))

describe('graphOrder', () => {
  it('puts each node after all it depends on', () => {
    const graph = graphOf(nodes('c', 'b', 'a', 'd'), ['a.x → b.x', 'b.x → c.x', 'a.x → d.x', 'd.x → c.y'])
    expect(graphOrder(graph)).toEqual({ order: ['a', 'b', 'd', 'c'], cycle: [] })
  })

  it('names the nodes of a cycle, not those before or after it', () => {
    const graph = graphOf(nodes('before', 'x', 'y', 'after'), [
      'before.o → x.i',
      'x.o → y.i',
      'y.o → x.j',
      'y.o → after.i',
    ])
    expect(graphOrder(graph)).toEqual({ order: ['before'], cycle: ['x', 'y'] })
  })

  it('calls a node that feeds itself a cycle', () => {
    expect(graphOrder(graphOf(nodes('x'), ['x.o → x.i'])).cycle).toEqual(['x'])
  })

  it('ignores wires to nodes that are not there', () => {
    const graph = graphOf(nodes('a'), ['ghost.o → a.i', 'a.o → ghost.i'])
    expect(graphOrder(graph)).toEqual({ order: ['a'], cycle: [] })
  })

  it('orders a chain of 5,000 nodes without a deep call stack', () => {
    const ids = Array.from({ length: 5000 }, (_, index) => `n${index}`)
    const wires = ids.slice(1).map((id, index) => `${ids[index]}.o → ${id}.i`)
    expect(graphOrder(graphOf(nodes(...ids), wires)).order).toEqual(ids)
  })
})

describe('reach', () => {
  const graph = graphOf(nodes('a', 'b', 'c', 'd'), ['a.o → b.i', 'b.o → c.i', 'd.o → c.j'])

  it('finds all a node depends on, itself included', () => {
    expect([...ancestorsOf(graph, ['c'])].sort()).toEqual(['a', 'b', 'c', 'd'])
    expect([...ancestorsOf(graph, ['b'])].sort()).toEqual(['a', 'b'])
  })

  it('finds all that depends on a node, itself included', () => {
    expect([...followersOf(graph, ['a'])].sort()).toEqual(['a', 'b', 'c'])
  })

  it('lists the wires into each node in their own order', () => {
    const shuffled = { ...graph, edges: graph.edges.toReversed() }
    expect(
      incomingEdges(shuffled)
        .get('c')
        ?.map(({ from }) => from.node),
    ).toEqual(['b', 'd'])
  })
})
