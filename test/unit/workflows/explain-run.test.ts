import { describe, expect, it } from 'vitest'
import type { ExecutionEvent, RunReason } from '../../../workflows/execution-event.ts'
import { explainRun } from '../../../workflows/explain-run.ts'
import { reasonText } from '../../../workflows/reason-text.ts'
import { applyExecutionEvents, emptyRunView } from '../../../workflows/run-view.ts'

const seed: RunReason = { code: 'param-changed', values: { param: 'seed', from: 5, to: 6, followers: 3 } }

describe('why a node ran', () => {
  it('is said in words, with what follows from it', () => {
    expect(reasonText(seed, 'en')).toBe('seed 5 → 6 changed here; 3 nodes follow')
    expect(reasonText(seed, 'zh-CN')).toBe('此处 seed 由 5 改为 6；后续 3 个节点随之运行')
  })

  it('names the node a changed input goes back to', () => {
    const reason: RunReason = { code: 'input-changed', values: { port: 'noise', node: 'seed-2' } }
    expect(reasonText(reason, 'en')).toBe('seed-2 changed, and noise comes from it')
  })

  it('is told for all nodes of a run, also for those that had no turn', () => {
    const events: readonly ExecutionEvent[] = [
      { type: 'run-queued', name: 'film', nodes: ['noise', 'sample', 'model', 'spare', 'save'] },
      { type: 'node-started', node: 'noise', reason: seed },
      {
        ...{ type: 'node-started', node: 'sample' },
        reason: { code: 'input-changed', values: { port: 'noise', node: 'noise' } },
      },
      {
        ...{ type: 'node-reused', node: 'model', results: [], facts: {} },
        reason: { code: 'unchanged', values: {} },
      },
      { type: 'node-skipped', node: 'spare' },
    ]
    const numbered = events.map((event, index) => ({ runId: 'r', seq: index + 1, at: 0, event }))
    const { nodes, roots } = explainRun(applyExecutionEvents(emptyRunView('r'), numbered))
    expect(roots).toEqual(['noise'])
    expect(Object.fromEntries(nodes.map(({ node, text }) => [node, text.en]))).toMatchObject({
      model: 'reused: nothing it is made from changed',
      save: 'has not run yet',
      spare: 'not needed: muted, bypassed, on a branch not taken, or outside the chosen part',
    })
  })
})
