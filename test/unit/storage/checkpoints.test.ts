import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { StoredValue } from '../../../nodes/define-socket.ts'
import { makeCheckpointFolder } from '../../../server/storage/checkpoint-folder.ts'
import { stepCheckpoints } from '../../../server/worker/step-checkpoints.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const state = (byte: number, length = 8): StoredValue => ({
  json: { byte },
  blobs: [new Uint8Array(length).fill(byte)],
})

function open(root = temporaryFolder(), { limit = 1e6, threads = 2 } = {}) {
  const folder = makeCheckpointFolder(root, limit)
  const clock = { ms: 0 }
  const warnings: string[] = []
  const queue = { isPaused: false }
  const checkpoints = stepCheckpoints({
    ...{ folder, key: 'key', surroundings: `cpu ${threads}` },
    now: () => clock.ms,
    isUrgent: () => queue.isPaused,
    warn: (what) => void warnings.push(what),
  })
  return { root, folder, clock, queue, warnings, checkpoints }
}

describe('checkpoints of a step', () => {
  it('give back the newest state, in another process too', async () => {
    const { root, checkpoints } = open()
    checkpoints.offer(1, () => state(1))
    checkpoints.offer(2, () => state(2))
    const found = await open(root).checkpoints.restore()
    expect(found?.json).toEqual({ byte: 2 })
    // As tensors are read: a copy of the bytes, and nothing of what lies around them.
    expect(new Uint8Array(found!.blobs[0]!.slice().buffer)).toEqual(new Uint8Array(8).fill(2))
  })

  it('wait with the first one while writing it would cost more than the work is worth', () => {
    const { clock, folder, checkpoints } = open(temporaryFolder(), { limit: 1e8 })
    const large = () => state(1, 3e6)
    checkpoints.offer(1, large)
    clock.ms = 1000
    checkpoints.offer(2, large)
    expect(existsSync(folder.fileOf('key', 2))).toBe(false)
    clock.ms = 2000
    checkpoints.offer(3, large)
    expect(existsSync(folder.fileOf('key', 3))).toBe(true)
  })

  it('fall back to the one before when the newest is damaged', async () => {
    const { root, folder, checkpoints } = open()
    for (const step of [9, 10]) {
      checkpoints.offer(step, () => state(step))
    }
    const bytes = readFileSync(folder.fileOf('key', 10))
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(folder.fileOf('key', 10), bytes)
    expect((await open(root).checkpoints.restore())?.json).toEqual({ byte: 9 })
  })

  it('are not taken up where the numbers would come out differently', async () => {
    const { root, checkpoints } = open()
    checkpoints.offer(1, () => state(1))
    expect(await open(root, { threads: 4 }).checkpoints.restore()).toBeUndefined()
  })

  it('cost at most a hundredth of the time', async () => {
    const { checkpoints, clock, folder } = open()
    checkpoints.offer(1, () => {
      clock.ms += 5
      return state(1)
    })
    for (const [step, ms] of [[2, 300] as const, [3, 504] as const, [4, 505] as const]) {
      clock.ms = ms
      checkpoints.offer(step, () => state(step))
    }
    expect(await folder.steps('key')).toEqual([1, 4])
  })

  it('are kept at once when the run is to hold', async () => {
    const { checkpoints, clock, queue, folder } = open()
    checkpoints.offer(1, () => {
      clock.ms += 5
      return state(1)
    })
    queue.isPaused = true
    checkpoints.offer(2, () => state(2))
    expect(await folder.steps('key')).toEqual([1, 2])
  })

  it('warn instead of failing the work when the disk takes no more', async () => {
    const root = temporaryFolder()
    writeFileSync(path.join(root, 'key'), 'a file where the folder should be')
    const { checkpoints, warnings } = open(root)
    checkpoints.offer(1, () => state(1))
    expect(warnings).toHaveLength(1)
    expect(await checkpoints.restore()).toBeUndefined()
  })

  it('give way to newer ones when there are too many', async () => {
    const { root, folder } = open(undefined, { limit: 4000 })
    for (let step = 1; step <= 12; step += 1) {
      folder.write(`key-${step}`, step, state(step, 800))
    }
    const left = () =>
      readdirSync(root, { recursive: true }).filter((name) => String(name).endsWith('.state'))
    await vi.waitFor(() => expect(left().length).toBeLessThanOrEqual(5))
    expect(await folder.steps('key-12')).toEqual([12])
  })
})
