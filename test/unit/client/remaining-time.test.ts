import { describe, expect, it } from 'vitest'
import { remainingMs, workedMs } from '../../../client/run/remaining-time.ts'
import { emptyRunView, type NodeView } from '../../../workflows/run-view.ts'

const node = (change: Partial<NodeView>): NodeView => ({
  state: 'waiting',
  results: [],
  facts: {},
  ...change,
})
const view = (nodes: Record<string, NodeView>) => ({ ...emptyRunView('r'), state: 'running' as const, nodes })

describe('the time that is left', () => {
  it('follows the steps of the node that works and adds what the rest took last', () => {
    const running = node({ state: 'running', startedAt: 0, progress: { done: 5, total: 20 } })
    const run = view({ sample: running, decode: node({}) })
    expect(remainingMs(run, { decode: 1000 }, 5000)).toBe(15_000 + 1000)
  })

  it('does not grow while the run is held', () => {
    const running = node({ state: 'running', startedAt: 0, progress: { done: 5, total: 20 } })
    const run = { ...view({ sample: running }), isPaused: true, pausedAt: 5000 }
    expect(remainingMs(run, {}, 65_000)).toBe(15_000)
  })

  it('is not told where nothing is known', () => {
    const run = view({ load: node({ state: 'running', startedAt: 0 }), sample: node({}) })
    expect(remainingMs(run, {}, 5000)).toBeUndefined()
  })
})

it('a node of a run that is held works no longer', () => {
  expect(workedMs(1000, { now: 9000 })).toBe(8000)
  expect(workedMs(1000, { now: 9000, pausedAt: 3000 })).toBe(2000)
})
