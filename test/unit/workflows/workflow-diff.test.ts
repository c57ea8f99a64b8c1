import { describe, expect, it } from 'vitest'
import { diffWorkflows } from '../../../workflows/workflow-diff.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'

const before = workflowOf(
  graphOf({ a: { type: 'prompt', params: { text: 'cat' } }, b: { type: 'encode-text' } }, [
    'a.text → b.text',
  ]),
)
const change = (edit: (workflow: typeof before) => void) => {
  const after = structuredClone(before)
  edit(after)
  return diffWorkflows(before, after)
}

describe('the difference of two workflows', () => {
  it('is nothing for equal ones', () => {
    expect(change(() => undefined)).toEqual([])
  })

  it('names the param with its old and its new value', () => {
    expect(change(({ graph }) => void (graph.nodes.a!.params.text = 'dog'))).toEqual([
      { what: 'param', node: 'a', type: 'prompt', param: 'text', before: 'cat', after: 'dog' },
    ])
  })

  it('tells of nodes and wires that came and went', () => {
    const kinds = change(({ graph }) => {
      delete graph.nodes.b
      graph.edges = []
      graph.nodes.c = { type: 'noise', version: 1, params: {}, position: { x: 0, y: 0 } }
    }).map(({ what }) => what)
    expect(kinds).toEqual(['node-added', 'node-removed', 'wire-removed'])
  })

  it('counts moves as one thing', () => {
    const moved = change(({ graph }) => {
      for (const node of Object.values(graph.nodes)) node.position = { x: 500, y: 500 }
    })
    expect(moved).toEqual([{ what: 'moved', count: 2 }])
  })

  it('names the subgraph in which something changed, and what changed about it', () => {
    const graph = graphOf({ n: { type: 'number', params: { value: 1 } } })
    const part = { revision: 0, name: 'Part', inputs: [], outputs: [], graph }
    const old = { ...before, subgraphs: { part } }
    const fresh = structuredClone(old)
    fresh.subgraphs.part.name = 'Half'
    fresh.subgraphs.part.graph.nodes.n!.params.value = 2
    expect(diffWorkflows(old, fresh)).toEqual([
      { what: 'subgraph-renamed', name: 'Half', before: 'Part' },
      {
        ...{ what: 'param', inside: 'Half', node: 'n', type: 'number', param: 'value' },
        ...{ before: 1, after: 2 },
      },
    ])
    expect(diffWorkflows(before, old)).toEqual([{ what: 'subgraph-added', name: 'Part' }])
  })
})
