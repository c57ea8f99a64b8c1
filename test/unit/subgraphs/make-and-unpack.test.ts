import { describe, expect, it } from 'vitest'
import { openedDocument, withEdit, withRedo, withUndo } from '../../../client/document/open-document.ts'
import { addNode, connect, moveNodes, removeNodes } from '../../../workflows/graph-edits.ts'
import type { NodeId } from '../../../workflows/graph.ts'
import { levelIn } from '../../../workflows/subgraphs/boundary-wires.ts'
import { flatGraph } from '../../../workflows/subgraphs/expand-subgraphs.ts'
import { makeSubgraph, nodesBetween } from '../../../workflows/subgraphs/make-subgraph.ts'
import { definitionOf } from '../../../workflows/subgraphs/subgraph.ts'
import { dropUnused, wouldHoldItself } from '../../../workflows/subgraphs/subgraph-uses.ts'
import { unpackSubgraph } from '../../../workflows/subgraphs/unpack-subgraph.ts'
import { parseWorkflow, type Workflow } from '../../../workflows/workflow-file.ts'
import { seededRandom } from '../../support/random.ts'
import { copyOf, isInstance, made, meaning, sums, threeDeep, typeOf } from './nested-workflow.ts'

describe('making a subgraph', () => {
  it('turns cut wires into ports, one for each source and each output that is used', () => {
    const workflow = sums()
    const id = made(workflow, ['sum', 'twice'], 'part')
    const { inputs, outputs } = workflow.subgraphs[id]!
    expect(inputs.map(({ name, inner }) => [name, inner.map(({ node, port }) => `${node}.${port}`)])).toEqual(
      [
        ['a', ['sum.a', 'twice.more']],
        ['b', ['sum.b']],
      ],
    )
    expect(outputs).toEqual([{ name: 'sum', type: 'NUMBER', inner: [{ node: 'twice', port: 'sum' }] }])
    expect(Object.keys(workflow.graph.nodes)).toEqual(['one', 'two', 'show', 'part'])
  })

  it('numbers ports that would be called alike', () => {
    const workflow = sums()
    made(workflow, ['one', 'two'], 'numbers')
    expect(workflow.subgraphs.numbers!.outputs.map(({ name }) => name)).toEqual(['number', 'number-2'])
  })

  it('names the nodes that lie between those that were chosen', () => {
    expect(nodesBetween(sums().graph, ['one', 'twice'])).toEqual(['sum'])
    expect(nodesBetween(sums().graph, ['sum', 'twice'])).toEqual([])
  })

  it('takes the groups and notes along that lie inside', () => {
    const workflow = sums()
    const frame = { title: 'both', position: { x: 0, y: 0 }, size: { width: 9, height: 9 } }
    workflow.graph.groups = { all: frame, part: frame }
    workflow.graph.nodes.sum!.parent = 'all'
    workflow.graph.nodes.one!.parent = 'part'
    workflow.graph.nodes.two!.parent = 'part'
    made(workflow, ['sum'], 'whole')
    expect(workflow.subgraphs.whole!.graph).toMatchObject({
      groups: { all: frame },
      nodes: { sum: { parent: 'all' } },
    })
    made(workflow, ['one'], 'half')
    expect(workflow.graph).toMatchObject({ groups: { part: frame }, nodes: { half: { parent: 'part' } } })
    expect(workflow.subgraphs.half!.graph.nodes.one).not.toHaveProperty('parent')
  })

  it('is undone by unpacking, ids, places and all', () => {
    const workflow = sums()
    moveNodes(workflow.graph, { sum: { x: 100, y: 50 }, twice: { x: 300, y: 80 } })
    const before = copyOf(workflow)
    unpackSubgraph(workflow, undefined, made(workflow, ['sum', 'twice'], 'part'))
    const nodes = Object.entries(workflow.graph.nodes).sort()
    expect(nodes).toEqual(Object.entries(before.graph.nodes).sort())
    expect(meaning(workflow.graph)).toEqual(meaning(before.graph))
    expect(workflow.subgraphs).toEqual({})
  })

  it('keeps an unpacked definition that another instance uses', () => {
    const workflow = sums()
    const id = made(workflow, ['sum'], 'part')
    workflow.graph.nodes.other = { ...workflow.graph.nodes[id]! }
    unpackSubgraph(workflow, undefined, id)
    expect(Object.keys(workflow.subgraphs)).toEqual(['part'])
    expect(dropUnused(workflow, 'part')).toBe(false)
    removeNodes(workflow.graph, ['other'])
    expect(dropUnused(workflow, 'part')).toBe(true)
    expect(workflow.subgraphs).toEqual({})
  })

  it('keeps a locked seed locked, there and back', () => {
    const workflow = sums()
    workflow.graph.nodes.one!.fixed = ['value']
    const end = { node: 'one', port: 'value', type: 'NUMBER' }
    const id = makeSubgraph(workflow, undefined, {
      id: 'part',
      name: 'part',
      nodes: ['one'],
      typeOf,
      params: [end],
    })
    expect(workflow.graph.nodes[id]!.fixed).toEqual(['value'])
    unpackSubgraph(workflow, undefined, id)
    expect(workflow.graph.nodes.one!.fixed).toEqual(['value'])
  })

  it('keeps the fields of the form, there and back', () => {
    const workflow = sums()
    workflow.app = { params: [{ node: 'one', param: 'value', label: 'How many' }] }
    const id = makeSubgraph(workflow, undefined, {
      ...{ id: 'part', name: 'part', nodes: ['one'], typeOf },
      params: [{ node: 'one', port: 'value', type: 'NUMBER' }],
    })
    expect(workflow.app).toEqual({ params: [{ node: id, param: 'value', label: 'How many' }] })
    unpackSubgraph(workflow, undefined, id)
    expect(workflow.app).toEqual({ params: [{ node: 'one', param: 'value', label: 'How many' }] })
  })

  it('sees that a subgraph would hold itself, at any depth', () => {
    const workflow = threeDeep()
    expect(wouldHoldItself(workflow, 'outer', 'inner')).toBe(true)
    expect(wouldHoldItself(workflow, 'inner', 'inner')).toBe(true)
    expect(wouldHoldItself(workflow, 'inner', 'outer')).toBe(false)
    expect(wouldHoldItself(workflow, 'outer', undefined)).toBe(false)
  })
})

describe('any sequence of making, unpacking and editing', () => {
  const seeds = Array.from({ length: 12 }, (_, at) => at + 1)

  it.each(seeds)('keeps what is run, undone and redone to the last step (seed %i)', (seed) => {
    const next = seededRandom(seed)
    let document = openedDocument(sums(), 1)
    const first = document.workflow
    for (let at = 0; at < 40; at++) {
      const before = document.workflow
      const { recipe, keepsMeaning } = randomStep(next, `made-${at}`)
      document = withEdit(document, { label: { key: 'edit.param' }, recipe, at })
      if (keepsMeaning) expect(meaning(flatGraph(document.workflow))).toEqual(meaning(flatGraph(before)))
    }
    const last = document.workflow
    expect(parseWorkflow(JSON.parse(JSON.stringify(last)))).toEqual(JSON.parse(JSON.stringify(last)))
    let undone = document
    while (undone.past.length > 0) undone = withUndo(undone)
    expect(undone.workflow).toEqual(first)
    while (undone.future.length > 0) undone = withRedo(undone)
    expect(undone.workflow).toEqual(last)
  })
})

interface Step {
  readonly recipe: (workflow: Workflow) => void
  readonly keepsMeaning: boolean
}

function randomStep(next: () => number, id: string): Step {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)]
  const place = (workflow: Workflow) => pick([undefined, ...Object.keys(workflow.subgraphs)])
  const some = (graph: Workflow['graph']): NodeId[] => Object.keys(graph.nodes).filter(() => next() < 0.4)
  const steps: Step[] = [
    {
      keepsMeaning: true,
      recipe: (workflow) => {
        const inside = place(workflow)
        const nodes = some(levelIn(workflow, inside).graph)
        if (nodes.length > 0) made(workflow, nodes, inside === undefined ? id : `${id} in ${inside}`)
      },
    },
    {
      keepsMeaning: true,
      recipe: (workflow) => {
        const inside = place(workflow)
        const { graph } = levelIn(workflow, inside)
        const instance = pick(Object.keys(graph.nodes).filter((node) => isInstance(graph.nodes[node]!)))
        if (instance !== undefined) unpackSubgraph(workflow, inside, instance)
      },
    },
    {
      keepsMeaning: false,
      recipe: (workflow) => {
        const node = { type: 'number', version: 2, params: { value: next() }, position: { x: 0, y: 0 } }
        addNode(levelIn(workflow, place(workflow)).graph, node)
      },
    },
    {
      keepsMeaning: false,
      recipe: (workflow) => {
        const { graph } = workflow
        const to = pick(Object.keys(graph.nodes).filter((node) => graph.nodes[node]!.type === 'add'))
        const from = pick(Object.keys(graph.nodes).filter((node) => graph.nodes[node]!.type === 'number'))
        if (!to || !from) return
        connect(graph, { from: { node: from, port: 'number' }, to: { node: to, port: 'more' } }, true)
      },
    },
    {
      keepsMeaning: false,
      recipe: ({ graph, subgraphs }) => {
        const instance = pick(Object.keys(graph.nodes).filter((node) => isInstance(graph.nodes[node]!)))
        const node = graph.nodes[instance ?? '']
        if (!node || !definitionOf(node, subgraphs)) return
        graph.nodes[`${instance}-copy`] = { ...node, params: {} }
      },
    },
  ]
  return pick(steps)!
}
