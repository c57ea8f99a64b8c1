import { describe, expect, it } from 'vitest'
import { activeGraph } from '../../../nodes/active-graph.ts'
import { checkGraph, runTargets } from '../../../nodes/check-graph.ts'
import type { Graph } from '../../../workflows/graph.ts'
import { emptyWorld, graphOf } from '../../support/graphs.ts'
import { smallCatalog } from '../../support/small-catalog.ts'

function check(graph: Graph, targets?: string[]) {
  return checkGraph({ graph, catalog: smallCatalog, world: emptyWorld, targets })
}

/** `level code node.port` of each problem. */
function problemsOf(graph: Graph, targets?: string[]): string[] {
  return check(graph, targets).problems.map(({ level, code, node = '', port }) =>
    [level, code, port === undefined ? node : `${node}.${port}`].join(' ').trim(),
  )
}

const number = { type: 'number', version: 2 }
const show = { type: 'show' }

describe('checkGraph', () => {
  it('finds nothing wrong with a graph that can run', () => {
    expect(problemsOf(graphOf({ n: number, s: show }, ['n.number → s.value']))).toEqual([])
  })

  it('says when nothing would be saved or shown', () => {
    expect(problemsOf(graphOf({ n: number }))).toEqual(['error no-output-node'])
  })

  it('keeps a node of an unknown type as a problem at that node', () => {
    const graph = graphOf({ g: { type: 'ghost' }, s: show }, ['g.out → s.value'])
    expect(problemsOf(graph)).toEqual(['error unknown-node-type g'])
  })

  it('refuses a node that a newer version saved', () => {
    const graph = graphOf({ n: { ...number, version: 9 }, s: show }, ['n.number → s.value'])
    expect(problemsOf(graph)).toEqual(['error node-version-newer n'])
  })

  it('names the port a wire does not fit', () => {
    const graph = graphOf({ w: { type: 'word' }, a: { type: 'add' }, s: show }, [
      'w.text → a.a',
      'a.sum → s.value',
    ])
    expect(problemsOf(graph)).toEqual(['error wrong-type a.a'])
  })

  it('sees through a node that passes anything on', () => {
    const graph = graphOf({ w: { type: 'word' }, c: { type: 'choose' }, a: { type: 'add' }, s: show }, [
      'w.text → c.left',
      'c.value → a.a',
      'a.sum → s.value',
    ])
    expect(problemsOf(graph)).toEqual(['error wrong-type a.a'])
  })

  it('asks for inputs that must be wired, but not for optional, many or lazy ones', () => {
    const graph = graphOf({ a: { type: 'add' }, c: { type: 'choose' }, s: show, t: show }, [
      'a.sum → s.value',
      'c.value → t.value',
    ])
    expect(problemsOf(graph)).toEqual(['error input-missing a.a'])
  })

  it('reports wires that end nowhere', () => {
    const graph = graphOf({ n: number, s: show }, [
      'n.number → s.value',
      'n.number → s.nowhere',
      'n.nowhere → s.value',
      'gone.o → s.value',
      'n.number → gone.i',
    ])
    expect(problemsOf(graph)).toEqual([
      'error edge-to-missing-port s.nowhere',
      'error edge-to-missing-port s.value',
      'error edge-to-missing-node s.value',
      'error edge-to-missing-node n',
      'error too-many-edges s.value',
    ])
  })

  it('names all nodes of a cycle at each of them', () => {
    const graph = graphOf({ a: { type: 'add' }, b: { type: 'add' }, s: show }, [
      'a.sum → b.a',
      'b.sum → a.a',
      'b.sum → s.value',
    ])
    const { problems } = check(graph)
    expect(problems.map(({ code, node, values }) => [code, node, values.nodes])).toEqual([
      ['cycle', 'a', 'a, b'],
      ['cycle', 'b', 'a, b'],
    ])
  })

  it('offers the nearest value for a param out of range', () => {
    const graph = graphOf({ n: { ...number, params: { value: 400 } }, s: show }, ['n.number → s.value'])
    const [found] = check(graph).problems
    expect(found).toMatchObject({ code: 'param-out-of-range', node: 'n', port: 'value' })
    expect(found?.fixes[0]?.set).toEqual({ value: 100 })
  })

  it('does not look at a param that a wire drives', () => {
    const graph = graphOf({ n: number, m: { ...number, params: { value: 400 } }, s: show }, [
      'n.number → m.value',
      'm.number → s.value',
    ])
    expect(problemsOf(graph)).toEqual([])
  })

  it('checks a value that a wire will bring when it is known before the run', () => {
    const graph = graphOf({ n: { ...number, params: { value: 90 } }, a: { type: 'half' }, s: show }, [
      'n.number → a.amount',
      'a.number → s.value',
    ])
    expect(problemsOf(graph)).toEqual(['error param-out-of-range a.amount'])
  })

  it('hands a value that a wire will bring to the look-ahead', () => {
    const graph = graphOf({ n: { ...number, params: { value: 8 } }, m: number, s: show }, [
      'n.number → m.value',
      'm.number → s.value',
    ])
    expect(check(graph).facts.m).toEqual({ number: { value: 8 } })
  })

  it('checks the type of a wire that drives a param', () => {
    const graph = graphOf({ w: { type: 'word' }, n: number, s: show }, [
      'w.text → n.value',
      'n.number → s.value',
    ])
    expect(problemsOf(graph)).toEqual(['error wrong-type n.value'])
  })

  it('softens what the targets do not need to a warning', () => {
    const graph = graphOf({ n: number, s: show, spare: { type: 'add' } }, ['n.number → s.value'])
    expect(problemsOf(graph)).toEqual(['warning input-missing spare.a'])
    expect(problemsOf(graph, ['spare'])).toEqual(['error input-missing spare.a'])
  })

  it('softens what lies on a branch that is not taken', () => {
    const graph = graphOf({ n: number, bad: { type: 'add' }, c: { type: 'choose' }, s: show }, [
      'n.number → c.left',
      'bad.sum → c.right',
      'c.value → s.value',
    ])
    expect(problemsOf(graph)).toEqual(['warning input-missing bad.a'])
  })

  it('runs only the outputs after a node when asked so, and says when there are none', () => {
    const graph = graphOf({ n: number, m: number, s: show, t: show }, [
      'n.number → s.value',
      'm.number → t.value',
    ])
    const request = { graph, catalog: smallCatalog, world: emptyWorld }
    expect(runTargets({ ...request, from: ['m'] }).nodes).toEqual(['t'])
    const spare = graphOf({ n: number, m: number, s: show }, ['n.number → s.value'])
    expect(runTargets({ ...request, graph: spare, from: ['m'] }).problems[0]?.code).toBe('no-output-after')
  })

  it('names the nodes there are when a target is unknown', () => {
    const [found] = check(graphOf({ n: number, s: show }, ['n.number → s.value']), ['nope']).problems
    expect(found).toMatchObject({ code: 'target-unknown', values: { node: 'nope', nodes: 'n, s' } })
  })

  it('hands facts from node to node', () => {
    const graph = graphOf({ n: { ...number, params: { value: 7 } }, a: { type: 'add' }, s: show }, [
      'n.number → a.a',
      'a.sum → s.value',
    ])
    expect(check(graph).facts.a).toEqual({ sum: { value: 7 } })
  })
})

describe('checkGraph with modes', () => {
  it('leads wires around a bypassed node', () => {
    const graph = graphOf(
      {
        n: { ...number, params: { value: 7 } },
        a: { type: 'add', mode: 'bypass' },
        b: { type: 'add' },
        s: show,
      },
      ['n.number → a.a', 'a.sum → b.a', 'b.sum → s.value'],
    )
    expect(problemsOf(graph)).toEqual([])
    expect(check(graph).facts.b).toEqual({ sum: { value: 7 } })
  })

  it('says when a bypassed node has no input of the type to pass on', () => {
    const graph = graphOf({ n: { ...number, mode: 'bypass' }, s: show }, ['n.number → s.value'])
    expect(problemsOf(graph)).toContain('error bypass-without-match n')
  })

  it('skips a muted node and what follows it, and says so at the follower', () => {
    const graph = graphOf(
      { n: { ...number, mode: 'mute' }, a: { type: 'add' }, s: show, m: number, t: show },
      ['n.number → a.a', 'a.sum → s.value', 'm.number → t.value'],
    )
    expect(problemsOf(graph)).toEqual(['warning muted-upstream a.a'])
  })
})

describe('a chain of two thousand bypassed nodes', () => {
  it('hands on what goes into the first one', () => {
    const ids = Array.from({ length: 2000 }, (_, index) => `link-${index}`)
    const links = ids.map((id) => [id, { type: 'add', mode: 'bypass' as const }] as const)
    const wires = ids.map((id, index) =>
      index === 0 ? `n.number → ${id}.a` : `${ids[index - 1] ?? ''}.sum → ${id}.a`,
    )
    const graph = graphOf({ n: number, ...Object.fromEntries(links), s: show }, [
      ...wires,
      `${ids.at(-1) ?? ''}.sum → s.value`,
    ])
    expect(activeGraph(graph, smallCatalog).graph.edges).toMatchObject([
      { from: { node: 'n', port: 'number' }, to: { node: 's', port: 'value' } },
    ])
  })
})
