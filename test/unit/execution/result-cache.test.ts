import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeCatalog } from '../../../nodes/catalog.ts'
import { latentSocket } from '../../../nodes/sockets/latent.socket.ts'
import { numberSocket } from '../../../nodes/sockets/number.socket.ts'
import { anySocket } from '../../../nodes/sockets/any.socket.ts'
import { type VideoValue, videoSocket } from '../../../nodes/sockets/video.socket.ts'
import { tensor } from '../../../models/tensor.ts'
import { openResults } from '../../support/results.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const catalog = makeCatalog([], [latentSocket, numberSocket, videoSocket, anySocket])
const key = (letter: string) => letter.repeat(64)
const card = { results: [{ kind: 'text' as const, text: 'hi' }], facts: { width: 8 } }
const latentTypes = { latent: 'LATENT', count: 'NUMBER' }

const latent = {
  tensor: tensor([1, 1, 1, 2, 2], new Float32Array([1, -2.5, 1e-7, 4])),
  familyId: 'pocket',
  fps: { num: 8, den: 1 },
}
const values = { ...card, outputs: { latent, count: 3 } }

const video = (file: string): VideoValue => ({
  source: { kind: 'intermediate', file },
  facts: { width: 8, height: 8, frames: 1, fps: { num: 8, den: 1 }, hasAudio: false },
})

/** Path of the one result file below a folder. */
function resultFile(folder: string): string {
  const [name] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.result'),
  )
  return path.join(folder, name!)
}

describe('the result cache', () => {
  it('gives the same values back after a restart, bit for bit', async () => {
    const folder = temporaryFolder()
    const first = await openResults(folder, catalog)
    first.put(key('a'), values, latentTypes)
    await first.settled()
    const second = await openResults(folder, catalog)
    expect(second.has(key('a'))).toBe(true)
    expect(await second.card(key('a'))).toEqual(card)
    expect(await second.get(key('a'), latentTypes)).toEqual(values)
  })

  it('notices a damaged entry and forgets it', async () => {
    const folder = temporaryFolder()
    const first = await openResults(folder, catalog)
    first.put(key('a'), values, latentTypes)
    await first.settled()
    const bytes = readFileSync(resultFile(folder))
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(resultFile(folder), bytes)
    const warnings: string[] = []
    const second = await openResults(folder, catalog, { warnings })
    expect(await second.get(key('a'), latentTypes)).toBeUndefined()
    expect(second.has(key('a'))).toBe(false)
    expect(warnings).toHaveLength(1)
  })

  it('drops an entry that was cut short when it opens', async () => {
    const folder = temporaryFolder()
    const first = await openResults(folder, catalog)
    first.put(key('a'), values, latentTypes)
    await first.settled()
    writeFileSync(resultFile(folder), readFileSync(resultFile(folder)).subarray(0, 50))
    expect((await openResults(folder, catalog)).has(key('a'))).toBe(false)
  })

  it('keeps within its bytes, what was used last longest', async () => {
    const folder = temporaryFolder()
    const cache = await openResults(folder, catalog, { memoryBytes: 0, diskBytes: 800 })
    for (const letter of ['a', 'b', 'c']) {
      cache.put(key(letter), values, latentTypes)
      await cache.settled()
      await cache.get(key('a'), latentTypes)
    }
    expect(['a', 'b', 'c'].map((letter) => cache.has(key(letter)))).toEqual([true, false, true])
  })

  it('keeps an intermediate as long as one result refers to it', async () => {
    const folder = temporaryFolder()
    const intermediates = path.join(folder, 'intermediates')
    const cache = await openResults(folder, catalog, { memoryBytes: 0, diskBytes: 5000 })
    writeFileSync(path.join(intermediates, 'clip.mkv'), Buffer.alloc(100))
    for (const letter of ['a', 'b']) {
      cache.put(key(letter), { ...card, outputs: { v: video('clip.mkv') } }, { v: 'VIDEO' })
      await cache.settled()
    }
    writeFileSync(path.join(intermediates, 'large.mkv'), Buffer.alloc(4000))
    cache.put(key('c'), { ...card, outputs: { v: video('large.mkv') } }, { v: 'VIDEO' })
    await cache.settled()
    expect([cache.has(key('a')), cache.has(key('b'))]).toEqual([false, true])
    expect(readdirSync(intermediates).sort()).toEqual(['clip.mkv', 'large.mkv'])
  })

  it('makes a video again whose intermediate is gone, and sweeps what nobody refers to', async () => {
    const folder = temporaryFolder()
    const intermediates = path.join(folder, 'intermediates')
    const first = await openResults(folder, catalog)
    writeFileSync(path.join(intermediates, 'left-over.mkv'), 'x')
    first.put(key('a'), { ...card, outputs: { v: video('never-written.mkv') } }, { v: 'VIDEO' })
    await first.settled()
    const second = await openResults(folder, catalog)
    expect(second.has(key('a'))).toBe(false)
    expect(readdirSync(intermediates)).toEqual([])
  })

  it('keeps values of unknown type in memory only', async () => {
    const folder = temporaryFolder()
    const first = await openResults(folder, catalog)
    first.put(key('a'), { ...card, outputs: { any: new Map() } }, { any: '*' })
    await first.settled()
    expect(first.has(key('a'))).toBe(true)
    expect((await openResults(folder, catalog)).has(key('a'))).toBe(false)
  })
})
