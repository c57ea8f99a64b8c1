import { describe, expect, it } from 'vitest'
import type { ExecutionEvent } from '../../../workflows/execution-event.ts'
import { applyExecutionEvents, emptyRunView, type RunView, tookMs } from '../../../workflows/run-view.ts'

const reason = { code: 'never-run', values: {} } as const
const play = (events: readonly ExecutionEvent[], start: RunView = emptyRunView('run')): RunView =>
  events.reduce(
    (view, event) =>
      applyExecutionEvents(view, [{ runId: 'run', seq: view.seq + 1, at: 1000 + view.seq, event }]),
    start,
  )

const begun: readonly ExecutionEvent[] = [
  { type: 'run-queued', name: 'film', nodes: ['a', 'b'] },
  { type: 'run-started', device: 'cpu', deviceReason: 'chosen', order: ['a', 'b'] },
  { type: 'node-started', node: 'a', reason },
  { type: 'node-progressed', node: 'a', done: 3, total: 20 },
]

describe('a run view', () => {
  it('tells which node runs and how far it is', () => {
    const view = play(begun)
    expect(view).toMatchObject({ state: 'running', device: 'cpu', name: 'film', seq: 4 })
    expect(view.nodes.a).toMatchObject({ state: 'running', progress: { done: 3, total: 20 } })
    expect(view.nodes.b?.state).toBe('waiting')
  })

  it('is the same whether events come once or twice', () => {
    const view = play(begun)
    const again = applyExecutionEvents(view, [
      { runId: 'run', seq: 3, at: 9, event: { type: 'run-cancelled' } },
    ])
    expect(again).toBe(view)
  })

  it.each(['run-continued', 'run-cancelled'] as const)('does not count the time it was held: %s', (type) => {
    const at = (seq: number, time: number, event: ExecutionEvent) => ({ runId: 'run', seq, at: time, event })
    const begin = play(begun)
    const held = applyExecutionEvents(begin, [at(5, 1100, { type: 'run-paused' })])
    expect(held).toMatchObject({ isPaused: true, pausedAt: 1100 })
    const on = applyExecutionEvents(held, [at(6, 9100, { type })])
    expect(on).toMatchObject({ isPaused: undefined, pausedAt: undefined, pausedMs: 8000 })
    expect(on.nodes.a?.startedAt).toBe((begin.nodes.a?.startedAt ?? 0) + 8000)
    const over = applyExecutionEvents(on, [at(7, 9200, { type: 'run-cancelled' })])
    expect(tookMs(over)).toBe((over.endedAt ?? 0) - 8000 - (begin.startedAt ?? 0))
  })

  it('leaves no node running when the run is over', () => {
    const view = play([{ type: 'run-cancelled' }], play(begun))
    expect(view).toMatchObject({ state: 'over', outcome: 'cancelled' })
    expect(view.nodes.a?.state).toBe('waiting')
  })

  it('leaves out at once the nodes it has no turn for', () => {
    const view = play([
      { type: 'run-queued', name: 'film', nodes: ['a', 'aside'] },
      { type: 'run-started', device: 'cpu', deviceReason: 'chosen', order: ['a~1', 'a~2'] },
    ])
    expect(view.nodes).toMatchObject({ a: { state: 'waiting' }, aside: { state: 'skipped' } })
  })

  it('keeps why a run failed, at its node and for the whole', () => {
    const failure = {
      kind: 'user',
      code: 'asset-not-chosen',
      values: {},
      message: 'No file is chosen.',
    } as const
    const view = play(
      [
        { type: 'node-failed', node: 'a', failure },
        { type: 'run-failed', failure },
      ],
      play(begun),
    )
    expect(view.nodes.a).toMatchObject({ state: 'failed', failure })
    expect(view).toMatchObject({ outcome: 'failed', failure })
  })
})
