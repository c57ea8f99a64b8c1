import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeCatalog } from '../../../nodes/catalog.ts'
import { latentSocket } from '../../../nodes/sockets/latent.socket.ts'
import { numberSocket } from '../../../nodes/sockets/number.socket.ts'
import { anySocket } from '../../../nodes/sockets/any.socket.ts'
import { type VideoValue, videoSocket } from '../../../nodes/sockets/video.socket.ts'
import { tensor } from '../../../models/tensor.ts'
import { openResultFolder } from '../../../server/execution/result-folder.ts'
import type { ResultStore } from '../../../server/execution/result-store.ts'
import { openResults } from '../../support/results.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const catalog = makeCatalog([], [latentSocket, numberSocket, videoSocket, anySocket])
const key = (letter: string) => letter.repeat(64)
const card = { results: [{ kind: 'text' as const, text: 'hi' }], facts: { width: 8 } }
const latentTypes = { latent: 'LATENT', count: 'NUMBER' }

const latentOf = (side: number) => ({
  tensor: tensor([1, 1, 1, side, side], new Float32Array(side * side).fill(-2.5e-7)),
  familyId: 'pocket',
  fps: { num: 8, den: 1 },
})
const values = { ...card, outputs: { latent: latentOf(2), count: 3 } }
/** Too large for the index: it lies in a file of its own. */
const largeValues = { ...card, outputs: { latent: latentOf(100), count: 3 } }

const video = (file: string): VideoValue => ({
  source: { kind: 'intermediate', file },
  facts: { width: 8, height: 8, frames: 1, fps: { num: 8, den: 1 }, hasAudio: false },
})

const has = (cache: ResultStore, letter: string) => cache.held([key(letter)]).size === 1

/** Path of the one result file below a folder. */
function resultFile(folder: string): string {
  const [name] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.result'),
  )
  return path.join(folder, name!)
}

describe('the result cache', () => {
  it.each([
    ['small', values],
    ['large', largeValues],
  ])('gives the same %s values back after a restart, bit for bit', async (_size, made) => {
    const folder = temporaryFolder()
    const first = openResults(folder, catalog)
    first.put(key('a'), made, latentTypes)
    await first.settled()
    const second = openResults(folder, catalog)
    expect(has(second, 'a')).toBe(true)
    expect(await second.card(key('a'))).toEqual(card)
    expect(await second.get(key('a'), latentTypes)).toEqual(made)
  })

  it('finds what another worker on the same folder made meanwhile', async () => {
    const folder = temporaryFolder()
    const [one, other] = [openResults(folder, catalog), openResults(folder, catalog)]
    one.put(key('a'), values, latentTypes)
    await one.settled()
    expect(await other.get(key('a'), latentTypes)).toEqual(values)
  })

  it('starts anew when its index is damaged', async () => {
    const folder = temporaryFolder()
    writeFileSync(
      path.join(folder, 'index.sqlite'),
      'this is not a database, but long enough to be read as one',
    )
    const warnings: string[] = []
    const cache = openResults(folder, catalog, { warnings })
    cache.put(key('a'), values, latentTypes)
    await cache.settled()
    expect([warnings.length, has(cache, 'a')]).toEqual([1, true])
  })

  it('notices a damaged entry and forgets it', async () => {
    const folder = temporaryFolder()
    const first = openResults(folder, catalog)
    first.put(key('a'), largeValues, latentTypes)
    await first.settled()
    const bytes = readFileSync(resultFile(folder))
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(resultFile(folder), bytes)
    const warnings: string[] = []
    const second = openResults(folder, catalog, { warnings })
    expect(await second.get(key('a'), latentTypes)).toBeUndefined()
    expect(has(second, 'a')).toBe(false)
    expect(warnings).toHaveLength(1)
  })

  it('makes an entry again that was cut short', async () => {
    const folder = temporaryFolder()
    const first = openResults(folder, catalog)
    first.put(key('a'), largeValues, latentTypes)
    await first.settled()
    writeFileSync(resultFile(folder), readFileSync(resultFile(folder)).subarray(0, 50))
    expect(await openResults(folder, catalog).get(key('a'), latentTypes)).toBeUndefined()
  })

  it('keeps within its bytes, what was used last longest', async () => {
    const folder = temporaryFolder()
    const cache = openResults(folder, catalog, { memoryBytes: 0, diskBytes: 800 })
    for (const letter of ['a', 'b', 'c']) {
      cache.put(key(letter), values, latentTypes)
      await cache.settled()
      await cache.tidy()
      await cache.get(key('a'), latentTypes)
    }
    expect(['a', 'b', 'c'].map((letter) => has(cache, letter))).toEqual([true, false, true])
  })

  it('keeps an intermediate as long as one result refers to it', async () => {
    const folder = temporaryFolder()
    const intermediates = path.join(folder, 'intermediates')
    const cache = openResults(folder, catalog, { memoryBytes: 0, diskBytes: 4800 })
    writeFileSync(path.join(intermediates, 'clip.mkv'), Buffer.alloc(100))
    for (const letter of ['a', 'b']) {
      cache.put(key(letter), { ...card, outputs: { v: video('clip.mkv') } }, { v: 'VIDEO' })
      await cache.settled()
    }
    writeFileSync(path.join(intermediates, 'large.mkv'), Buffer.alloc(4000))
    cache.put(key('c'), { ...card, outputs: { v: video('large.mkv') } }, { v: 'VIDEO' })
    await cache.settled()
    await cache.tidy()
    expect([has(cache, 'a'), has(cache, 'b')]).toEqual([false, true])
    expect(readdirSync(intermediates).sort()).toEqual(['clip.mkv', 'large.mkv'])
  })

  it.each([
    ['gone', (file: string) => rmSync(file)],
    ['shorter than it was written', (file: string) => writeFileSync(file, 'fra')],
  ])('makes a video again whose intermediate is %s', async (_how, spoil) => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'intermediates', 'clip.mkv')
    const cache = openResults(folder, catalog)
    writeFileSync(file, 'frames')
    cache.put(key('a'), { ...card, outputs: { v: video('clip.mkv') } }, { v: 'VIDEO' })
    await cache.settled()
    spoil(file)
    expect(await cache.get(key('a'), { v: 'VIDEO' })).toBeUndefined()
    expect(has(cache, 'a')).toBe(false)
  })

  it('sweeps out what a killed process left, and nothing else', async () => {
    const folder = temporaryFolder()
    const intermediates = path.join(folder, 'intermediates')
    const cache = openResults(folder, catalog)
    for (const name of ['clip.mkv', 'left-over.mkv']) writeFileSync(path.join(intermediates, name), 'x')
    cache.put(key('a'), { ...card, outputs: { v: video('clip.mkv') } }, { v: 'VIDEO' })
    cache.put(key('b'), largeValues, latentTypes)
    await cache.settled()
    writeFileSync(`${resultFile(folder)}.1.part`, 'half a res')
    const results = openResultFolder({ folder, intermediates, now: Date.now, warn: () => undefined })
    await results.sweep()
    expect(readdirSync(intermediates)).toEqual(['clip.mkv'])
    expect(readdirSync(path.join(folder, 'bb'))).toEqual([`${key('b')}.result`])
    expect(await cache.get(key('b'), latentTypes)).toEqual(largeValues)
  })

  it('keeps values of unknown type in memory only', async () => {
    const folder = temporaryFolder()
    const first = openResults(folder, catalog)
    first.put(key('a'), { ...card, outputs: { any: new Map() } }, { any: '*' })
    await first.settled()
    expect(has(first, 'a')).toBe(true)
    expect(has(openResults(folder, catalog), 'a')).toBe(false)
  })
})
