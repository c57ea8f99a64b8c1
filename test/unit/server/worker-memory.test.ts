import { describe, expect, it } from 'vitest'
import { MemoryWatch } from '../../../server/worker/worker-memory.ts'

const mebibyte = 1024 ** 2
const holding = (resident: number, weights = 0) => ({
  residentBytes: resident * mebibyte,
  models: [{ name: 'pocket transformer', byteLength: weights * mebibyte }],
})

describe('the memory of a worker', () => {
  it('is over its budget as soon as it holds more', () => {
    const watch = new MemoryWatch(1000 * mebibyte)
    expect(watch.isOver(holding(900))).toBe(false)
    expect(watch.isOver(holding(1001))).toBe(true)
  })

  it('leaks when it keeps growing after the first runs, not when a larger model is opened', () => {
    const watch = new MemoryWatch(10_000 * mebibyte)
    for (let run = 0; run < 5; run++) expect(watch.isOver(holding(300))).toBe(false)
    expect(watch.isOver(holding(4300, 4000))).toBe(false)
    expect(watch.isOver(holding(900))).toBe(false)
    expect(watch.isOver(holding(1200))).toBe(true)
  })
})
