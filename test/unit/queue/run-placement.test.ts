import { describe, expect, it } from 'vitest'
import { makeRunPlacement } from '../../../server/queue/run-placement.ts'
import type { RunJob } from '../../../server/storage/stored-run.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'

interface Worker {
  known: { readonly device: string } | undefined
}

const job: RunJob = { workflow: workflowOf(graphOf({ n: { type: 'number' } })) }

function placement(workers: readonly Worker[], troubled: readonly Worker[] = []) {
  let read = 0
  const placed = makeRunPlacement({
    workers,
    job: () => ((read += 1), job),
    modelsOf: () => ['large'],
    fits: (_model, device) => device !== 'small',
    isTroubled: (worker) => troubled.includes(worker),
  })
  return { ...placed, read: () => read }
}

describe('a waiting run', () => {
  it('goes to a worker its models fit, and to any when they fit none', () => {
    const [small, cpu]: Worker[] = [{ known: { device: 'small' } }, { known: { device: 'cpu' } }]
    const two = placement([small!, cpu!])
    expect([two.isFor(small!, 'run'), two.isFor(cpu!, 'run')]).toEqual([false, true])
    expect(placement([small!]).isFor(small!, 'run')).toBe(true)
  })

  it('has its job read once, however often it is looked at', () => {
    const workers: Worker[] = [{ known: { device: 'cuda' } }, { known: { device: 'cpu' } }]
    const two = placement(workers)
    for (let look = 0; look < 10; look += 1) two.isFor(workers[0]!, 'run')
    expect(two.read()).toBe(1)
  })

  it('that was interrupted waits for the device it ran on', () => {
    const workers: Worker[] = [{ known: { device: 'cuda' } }, { known: { device: 'cpu' } }]
    const two = placement(workers)
    two.prefer('run', 'cpu')
    expect(workers.map((worker) => two.isFor(worker, 'run'))).toEqual([false, true])
    expect(workers.map((worker) => two.isFor(worker, 'other'))).toEqual([true, true])
    two.forget('run')
    expect(workers.map((worker) => two.isFor(worker, 'run'))).toEqual([true, true])
  })

  it('waits for it while that worker may still be starting, and no longer when it cannot', () => {
    const [cuda, starting]: Worker[] = [{ known: { device: 'cuda' } }, { known: undefined }]
    const hopeful = placement([cuda!, starting!])
    hopeful.prefer('run', 'cpu')
    expect(hopeful.isFor(cuda!, 'run')).toBe(false)
    const hopeless = placement([cuda!, starting!], [starting!])
    hopeless.prefer('run', 'cpu')
    expect(hopeless.isFor(cuda!, 'run')).toBe(true)
  })
})
