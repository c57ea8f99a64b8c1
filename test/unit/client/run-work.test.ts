import { describe, expect, it } from 'vitest'
import { workDone } from '../../../client/run/run-work.ts'
import type { NodeView } from '../../../workflows/run-view.ts'

const node = (change: Partial<NodeView>): NodeView => ({
  state: 'waiting',
  results: [],
  facts: {},
  ...change,
})
const done = (durationMs: number) => node({ state: 'done', durationMs })
const atWork = (share: number) => node({ state: 'running', progress: { done: share * 20, total: 20 } })

describe('the progress of a run', () => {
  it('counts work, not nodes', () => {
    const nodes = { load: done(10), encode: done(90), sample: atWork(0.5), decode: node({}) }
    expect(workDone({ nodes }, { sample: 8000, decode: 1900 })).toBeCloseTo(0.41)
  })

  it('leaves out what was reused', () => {
    const nodes = { load: node({ state: 'reused' }), sample: atWork(0.25) }
    expect(workDone({ nodes }, { sample: 8000 })).toBeCloseTo(0.25)
  })

  it('takes what is not known for quick beside what is', () => {
    const nodes = { a: done(1000), b: node({}), c: done(3000) }
    expect(workDone({ nodes }, {})).toBeCloseTo(4000 / 5000)
  })

  it('counts nodes where no time is known, and copies of a sweep as their node', () => {
    expect(workDone({ nodes: { a: atWork(1), b: node({}) } }, {})).toBeCloseTo(0.5)
    const cells = { 'sample~1': atWork(1), 'sample~2': node({}), save: node({}) }
    expect(workDone({ nodes: cells }, { sample: 4900, save: 200 })).toBeCloseTo(0.49)
  })

  it('is none of nothing and all of what needs nothing', () => {
    expect(workDone({ nodes: {} }, {})).toBe(0)
    expect(workDone({ nodes: { a: node({ state: 'reused' }) } }, {})).toBe(1)
  })
})
