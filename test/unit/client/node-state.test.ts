import { describe, expect, it } from 'vitest'
import { shownState } from '../../../client/run/node-state.ts'
import type { ExecutionEvent } from '../../../workflows/execution-event.ts'
import { applyExecutionEvents, emptyRunView } from '../../../workflows/run-view.ts'
import { graphOf } from '../../support/graphs.ts'

const reason = { code: 'never-run', values: {} } as const
const { edges } = graphOf(
  {
    prompt: { type: 'prompt' },
    encode: { type: 'encode-text' },
    sample: { type: 'sample' },
    decode: { type: 'decode-video' },
  },
  ['prompt.text → encode.text', 'encode.conditioning → sample.positive', 'sample.latent → decode.latent'],
)

function states(events: readonly ExecutionEvent[]) {
  const numbered = events.map((event, index) => ({ runId: 'r', seq: index + 1, at: 5, event }))
  const run = applyExecutionEvents(emptyRunView('r'), numbered)
  return Object.fromEntries(Object.keys(run.nodes).map((id) => [id, shownState(run, id, edges)]))
}

const begun: readonly ExecutionEvent[] = [
  { type: 'run-queued', name: 'film', nodes: ['prompt', 'encode', 'sample', 'decode', 'aside'] },
  {
    ...{ type: 'run-started', device: 'cpu', deviceReason: 'chosen' },
    order: ['prompt', 'encode', 'sample', 'decode'],
  },
  {
    ...{ type: 'node-reused', node: 'encode', results: [], facts: {} },
    reason: { code: 'unchanged', values: {} },
  },
  { type: 'node-started', node: 'sample', reason },
]

describe('what a card says of its node', () => {
  it('waits only while the run goes on', () => {
    expect(states(begun)).toMatchObject({ sample: 'running', decode: 'waiting', aside: 'skipped' })
  })

  it('tells the node that was stopped from those that had no turn and those nobody asked for', () => {
    expect(states([...begun, { type: 'run-cancelled' }])).toEqual({
      prompt: 'skipped',
      encode: 'reused',
      sample: 'stopped',
      decode: 'not-reached',
      aside: 'skipped',
    })
  })

  it('is nothing where no run is shown', () => {
    expect(shownState(undefined, 'sample', edges)).toBe('idle')
  })
})
