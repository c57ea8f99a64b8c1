import { describe, expect, it } from 'vitest'
import { checkGraph } from '../../../nodes/check-graph.ts'
import { expandSweeps } from '../../../nodes/expand-sweeps.ts'
import type { Graph } from '../../../workflows/graph.ts'
import { baseNode, cellOf, sweepOf, sweepValues } from '../../../workflows/sweep.ts'
import { flatGraph } from '../../../workflows/subgraphs/expand-subgraphs.ts'
import { instanceType } from '../../../workflows/subgraphs/subgraph.ts'
import type { Workflow } from '../../../workflows/workflow-file.ts'
import { emptyWorld, graphOf, workflowOf } from '../../support/graphs.ts'
import { smallCatalog as catalog } from '../../support/small-catalog.ts'

const valuesOf = (value: Parameters<typeof sweepOf>[0]) => sweepValues(sweepOf(value)!)
const number = (value: Parameters<typeof sweepOf>[0]) => ({
  ...{ type: 'number', version: 2, params: { value: value ?? 0 } },
})
const show = { type: 'show' }
const codes = (graph: Graph) =>
  checkGraph({ graph, catalog, world: emptyWorld }).problems.map(
    ({ code, node = '', port = '' }) => `${code} ${node}.${port}`,
  )

describe('the values of a sweep', () => {
  it('are a list, a range with both ends, or the lines of a text', () => {
    expect(valuesOf({ sweep: { values: ['a', 'b'] } })).toEqual(['a', 'b'])
    expect(valuesOf({ sweep: { from: 1, to: 4 } })).toEqual([1, 2, 3, 4])
    expect(valuesOf({ sweep: { from: 0, to: 0.3, step: 0.1 } })).toEqual([0, 0.1, 0.2, 0.3])
    expect(valuesOf({ sweep: { from: 3, to: 1, step: 2 } })).toEqual([3, 1])
    expect(valuesOf({ sweep: { lines: 'a cat\n\n a dog \n' } })).toEqual(['a cat', 'a dog'])
  })
})

describe('a graph with sweeps', () => {
  const sum = (a: Parameters<typeof sweepOf>[0], b: Parameters<typeof sweepOf>[0]) =>
    graphOf({ a: number(a), b: number(b), sum: { type: 'add' }, s: show }, [
      'a.number → sum.a',
      'b.number → sum.b',
      'sum.sum → s.value',
    ])

  it('copies what follows from a sweep and nothing else', () => {
    const { graph, copiesOf } = expandSweeps(sum({ sweep: { values: [1, 2] } }, 5), catalog)
    expect(Object.keys(graph.nodes)).toEqual(['a~1', 'a~2', 'b', 'sum~1', 'sum~2', 's~1', 's~2'])
    expect(Object.keys(graph.nodes).map((id) => [baseNode(id), cellOf(id)])[1]).toEqual(['a', 2])
    expect(graph.nodes['a~2']?.params).toEqual({ value: 2 })
    expect(graph.edges.filter(({ from }) => from.node === 'b').map(({ to }) => to.node)).toEqual([
      'sum~1',
      'sum~2',
    ])
    expect([copiesOf('b'), copiesOf('s')]).toEqual([['b'], ['s~1', 's~2']])
  })

  it('crosses several, the first one slowest, and labels each cell', () => {
    const { cells } = expandSweeps(sum({ sweep: { values: [1, 2] } }, { sweep: { from: 7, to: 8 } }), catalog)
    expect(cells.map(({ values }) => Object.values(values))).toEqual([
      [1, 7],
      [1, 8],
      [2, 7],
      [2, 8],
    ])
    expect(cells[1]?.label).toBe('a.value 1 · b.value 8')
  })

  it('takes a sweep inside a subgraph as one, however many instances show it', () => {
    const instance = { type: instanceType('part') }
    const workflow = workflowOf(
      graphOf({ a: instance, b: instance, sum: { type: 'add' }, s: show }, [
        ...['a.number → sum.a', 'b.number → sum.b', 'sum.sum → s.value'],
      ]),
    )
    const outputs = [{ name: 'number', type: 'NUMBER', inner: [{ node: 'n', port: 'number' }] }]
    const graph = graphOf({ n: number({ sweep: { values: [1, 2] } }) })
    workflow.subgraphs.part = { revision: 0, name: 'Part', inputs: [], outputs, graph }
    const stored = JSON.parse(JSON.stringify(workflow)) as Workflow
    const { cells } = expandSweeps(flatGraph(stored), catalog)
    expect(cells).toEqual(
      [1, 2].map((value) => ({
        values: { 'a/n.value': value, 'b/n.value': value },
        label: `value ${value}`,
      })),
    )
  })

  it('zips those that go together', () => {
    const zipped = sum(
      { sweep: { values: [1, 2] }, with: 'take' },
      { sweep: { values: [7, 8] }, with: 'take' },
    )
    expect(expandSweeps(zipped, catalog).cells.map(({ values }) => Object.values(values))).toEqual([
      [1, 7],
      [2, 8],
    ])
    const uneven = sum({ sweep: { values: [1, 2] }, with: 'take' }, { sweep: { values: [7] }, with: 'take' })
    expect(codes(uneven)).toEqual(['sweep-uneven a.value', 'sweep-uneven b.value'])
  })

  it('is checked value by value', () => {
    expect(codes(sum({ sweep: { values: [1, 200] } }, 5))).toEqual(['param-out-of-range a.value'])
    expect(codes(sum({ sweep: { from: 1 } }, 5))).toEqual(['sweep-invalid a.value'])
    expect(codes(sum({ sweep: { values: [] } }, 5))).toEqual(['sweep-empty a.value'])
    expect(codes(sum({ sweep: { from: 1, to: 50 } }, { sweep: { from: 1, to: 50 } }))).toEqual([
      'sweep-too-large a.value',
    ])
  })
})

describe('a for-each container', () => {
  const group = { title: 'each', position: { x: 0, y: 0 }, size: { width: 9, height: 9 }, forEach: true }
  const inside = { parent: 'each' }
  const each = (to: string): Graph => ({
    ...graphOf(
      {
        item: { ...number({ sweep: { values: [1, 2, 3] } }), ...inside },
        plus: { type: 'add', ...inside },
        other: number(50),
        sum: { type: 'add' },
        s: show,
      },
      [
        'item.number → plus.a',
        'other.number → sum.a',
        'other.number → sum.more',
        `plus.sum → ${to}`,
        'sum.sum → s.value',
      ],
    ),
    groups: { each: group },
  })

  it('runs its members once per item and hands a list on, in order', () => {
    const { graph, cells } = expandSweeps(each('sum.more'), catalog)
    expect(cells).toEqual([])
    expect(Object.keys(graph.nodes)).toEqual([
      ...['item@1', 'item@2', 'item@3', 'plus@1', 'plus@2', 'plus@3', 'other', 'sum', 's'],
    ])
    const wires = graph.edges.filter(({ to }) => to.port === 'more').sort((a, b) => a.order! - b.order!)
    expect(wires.map(({ from }) => from.node)).toEqual(['other', 'plus@1', 'plus@2', 'plus@3'])
  })

  it('says where its list cannot go', () => {
    expect(codes(each('sum.b'))).toEqual(['each-into-one sum.b'])
  })
})
