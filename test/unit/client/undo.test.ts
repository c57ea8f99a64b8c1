import { describe, expect, it } from 'vitest'
import {
  isDirty,
  openedDocument,
  withEdit,
  withRedo,
  withSaved,
  withUndo,
} from '../../../client/document/open-document.ts'
import { addNode, connect, moveNodes, removeNodes, setParam } from '../../../workflows/graph-edits.ts'
import type { Graph } from '../../../workflows/graph.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'

const start = () =>
  openedDocument(workflowOf(graphOf({ a: { type: 'prompt' }, b: { type: 'encode-text' } })), 1)
const label = { key: 'edit.param' } as const

/** A small generator, so that a failing sequence can be repeated. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

function randomEdit(next: () => number): (graph: Graph) => void {
  const pick = (graph: Graph) => {
    const ids = Object.keys(graph.nodes)
    return ids[Math.floor(next() * ids.length)] ?? 'a'
  }
  const edits: ((graph: Graph) => void)[] = [
    (graph) => void addNode(graph, { type: 'noise', version: 1, params: {}, position: { x: 0, y: 0 } }),
    (graph) => removeNodes(graph, [pick(graph)]),
    (graph) => moveNodes(graph, { [pick(graph)]: { x: next() * 100, y: next() * 100 } }),
    (graph) => setParam(graph, { node: pick(graph), port: 'text' }, next().toString()),
    (graph) =>
      connect(graph, { from: { node: pick(graph), port: 'text' }, to: { node: pick(graph), port: 'text' } }),
  ]
  return edits[Math.floor(next() * edits.length)]!
}

describe('undo', () => {
  it.each([1, 2, 3, 4, 5])('brings back the start after any edits, and redo their end (seed %i)', (seed) => {
    const next = random(seed)
    let document = start()
    const first = document.workflow
    for (let at = 0; at < 60; at++) {
      const edit = randomEdit(next)
      document = withEdit(document, { label, recipe: ({ graph }) => edit(graph), at })
    }
    const last = document.workflow
    let undone = document
    while (undone.past.length > 0) undone = withUndo(undone)
    expect(undone.workflow).toEqual(first)
    let redone = undone
    while (redone.future.length > 0) redone = withRedo(redone)
    expect(redone.workflow).toEqual(last)
  })

  it('takes a burst of typing as one step, and typing after a pause as another', () => {
    const type = (text: string, at: number) => (document: ReturnType<typeof start>) =>
      withEdit(document, {
        label,
        recipe: ({ graph }) => setParam(graph, { node: 'a', port: 'text' }, text),
        group: 'param a.text',
        at,
      })
    const typed = [type('c', 0), type('ca', 300), type('cat', 600), type('cats', 5000)]
    const document = typed.reduce((current, step) => step(current), start())
    expect(document.past).toHaveLength(2)
    expect(withUndo(document).workflow.graph.nodes.a?.params.text).toBe('cat')
    expect(withUndo(withUndo(document)).workflow.graph.nodes.a?.params.text).toBeUndefined()
  })

  it('leaves no step for an edit that changes nothing', () => {
    const document = withEdit(start(), {
      label,
      recipe: ({ graph }) => removeNodes(graph, ['nobody']),
      at: 0,
    })
    expect(document.past).toEqual([])
  })
})

describe('the mark for what is not saved', () => {
  const edited = () =>
    withEdit(start(), {
      label,
      recipe: ({ graph }) => setParam(graph, { node: 'a', port: 'text' }, 'x'),
      at: 0,
    })

  it('comes with an edit and goes with its undo', () => {
    expect(isDirty(edited())).toBe(true)
    expect(isDirty(withUndo(edited()))).toBe(false)
  })

  it('goes with saving and comes back with an undo past it', () => {
    const saved = withSaved(edited(), 2, edited().past.at(-1)!.id)
    expect(isDirty(saved)).toBe(false)
    expect(isDirty(withUndo(saved))).toBe(true)
  })
})

it('an edit whose recipe answers with something is done and undone as any other', () => {
  const recipe = (workflow: { name: string }) => (workflow.name = 'answered')
  const edited = withEdit(start(), { label, recipe, at: 0 })
  expect(edited.workflow.name).toBe('answered')
  expect(withUndo(edited).workflow).toEqual(start().workflow)
})
