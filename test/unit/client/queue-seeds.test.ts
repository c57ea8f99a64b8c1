import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Workflow } from '../../../workflows/workflow-file.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'

const workflow = workflowOf(
  graphOf({ noise: { type: 'noise', params: { seed: 9 }, nextSeed: { seed: 'up' } } }),
)
const refusal = { error: { code: 'queue-full', message: 'full', details: {} } }

/** Seeds of the runs that were posted; the server answers with what a test lays in `answers`, else not yet. */
let posted: unknown[] = []
let answers: Response[] = []

beforeEach(() => {
  const items = new Map<string, string>()
  posted = []
  answers = []
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
  })
  vi.stubGlobal('fetch', (_path: string, { body }: { body: string }) => {
    const sent = JSON.parse(body) as { workflow: Workflow }
    posted.push(sent.workflow.graph.nodes.noise?.params.seed)
    return answers.shift() ?? new Promise<never>(() => undefined)
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A window that was just loaded, with a workflow as it was left; answers with its queue button. */
async function loadedWith(seed: number) {
  vi.resetModules()
  const { openTab } = await import('../../../client/document/document-store.ts')
  const { openedDocument } = await import('../../../client/document/open-document.ts')
  const { queueRun } = await import('../../../client/run/run-actions.ts')
  const left = structuredClone(workflow)
  left.graph.nodes.noise!.params.seed = seed
  openTab(openedDocument(left, 0))
  return queueRun
}

it('two presses before the server answers are two runs with two seeds', async () => {
  const queue = await loadedWith(9)
  void queue()
  void queue()
  expect(posted).toEqual([9, 10])
})

it('a run that was refused keeps its seed for the next press', async () => {
  const queue = await loadedWith(9)
  answers = [Response.json(refusal, { status: 503 })]
  await queue()
  void queue()
  void queue()
  expect(posted).toEqual([9, 9, 10])
})

it('after a reload the first run does not repeat the last one', async () => {
  const queue = await loadedWith(9)
  void queue()
  const queueAgain = await loadedWith(9)
  void queueAgain()
  expect(posted).toEqual([9, 10])
})
