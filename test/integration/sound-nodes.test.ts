import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import attachAudio from '../../nodes/audio/attach-audio.node.ts'
import audioVolume from '../../nodes/audio/audio-volume.node.ts'
import { soundOfVideo } from '../../nodes/audio/audio-edits.ts'
import fadeAudio from '../../nodes/audio/fade-audio.node.ts'
import mixAudio from '../../nodes/audio/mix-audio.node.ts'
import normalizeLoudness from '../../nodes/audio/normalize-loudness.node.ts'
import { integratedLoudness } from '../../nodes/audio/loudness.ts'
import tone from '../../nodes/audio/tone.node.ts'
import trimAudio from '../../nodes/audio/trim-audio.node.ts'
import type { RunContext } from '../../nodes/run-context.ts'
import type { AudioValue } from '../../nodes/sockets/audio.socket.ts'
import { builds, flatFrames, lavfi, type MediaBench, openBench } from './media-fixture.ts'

const context = {} as RunContext

describe.each(builds)('sound with ffmpeg of %s', (_, ffmpeg) => {
  let bench: MediaBench
  beforeAll(async () => {
    bench = await openBench(ffmpeg)
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  const made = async (seconds: number, decibels = -12, frequency = 480): Promise<AudioValue> => {
    const params = { wave: 'sine', frequency, seconds, decibels } as const
    return (await tone.run({ inputs: {}, params, context })).outputs.audio
  }

  /** Loudest sample of each tenth of a second; its length is what the facts tell. */
  async function peaks(audio: AudioValue): Promise<number[]> {
    const list: number[] = []
    let count = 0
    for await (const piece of bench.media.readSound(audio))
      for (const value of piece) {
        const at = Math.floor(count++ / 2 / 4800)
        list[at] = Math.max(list[at] ?? 0, Math.abs(value))
      }
    expect(count / 2).toBe(audio.facts.samples)
    return list.map((value) => Math.round(value * 100) / 100)
  }

  it('is cut to the sample, made louder and faded', async () => {
    const params = { start: 0.25, length: 0.5 }
    const part = (await trimAudio.run({ inputs: { audio: await made(1) }, params, context })).outputs.audio
    expect(part.facts.samples).toBe(24_000)
    expect(await peaks(part)).toEqual([0.25, 0.25, 0.25, 0.25, 0.25])
    const louder = await audioVolume.run({
      inputs: { audio: part },
      params: { decibels: 6, limit: false },
      context,
    })
    expect((await peaks(louder.outputs.audio))[2]).toBeCloseTo(0.5, 1)
    const fading = { fadeIn: 0.2, fadeOut: 0.2 }
    const faded = await fadeAudio.run({ inputs: { audio: part }, params: fading, context })
    const levels = await peaks(faded.outputs.audio)
    expect(levels[0]).toBeLessThan(0.2)
    expect(levels[2]).toBeCloseTo(0.25, 1)
    expect(levels[4]).toBeLessThan(0.15)
  })

  it('tracks keep their loudness wherever the others begin and end', async () => {
    const tracks = [await made(1, -20), await made(0.3, -20, 960)]
    const { outputs } = await mixAudio.run({ inputs: { tracks }, params: { offsets: '0, 0.5' }, context })
    expect(outputs.audio.facts.samples).toBe(48_000)
    const levels = await peaks(outputs.audio)
    expect([levels[2], levels[9]]).toEqual([0.1, 0.1])
    expect(levels[6]).toBeGreaterThan(0.15)
  })

  it('comes to the loudness that was asked for', async () => {
    const inputs = { audio: await made(2, -30, 1000) }
    const measuring = { media: bench.media } as unknown as RunContext
    const { outputs } = await normalizeLoudness.run({ inputs, params: { target: -16 }, context: measuring })
    const { lufs } = await integratedLoudness(bench.media.readSound(outputs.audio))
    expect(Math.abs(lufs - -16)).toBeLessThan(0.3)
  })

  it('is put to a picture: once, again and again, mixed with its own, or the picture is cut', async () => {
    const size = { width: 32, height: 32, fps: { num: 10, den: 1 } }
    const video = await bench.media.writeFrames(flatFrames(10, [9, 9, 9], size), size)
    const audio = await made(0.3)
    const attach = async (params: Partial<Record<'mode' | 'fit', string>>, to = video) => {
      const given = { mode: 'replace', fit: 'once', offset: 0.1, ...params } as never
      return (await attachAudio.run({ inputs: { video: to, audio }, params: given, context })).outputs.video
    }
    const heard = async (params: Partial<Record<'mode' | 'fit', string>>, to = video) =>
      (await peaks(soundOfVideo(await attach(params, to)))).map((level) => (level > 0.2 ? 1 : 0))
    expect(await heard({})).toEqual([0, 1, 1, 1, 0, 0, 0, 0, 0, 0])
    expect(await heard({ fit: 'loop' })).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    expect(await heard({ fit: 'trim-video' })).toEqual([0, 1, 1, 1])
    const own = await bench.media.probe(
      await bench.make('own.mkv', [
        ...lavfi('testsrc=s=32x32:r=10:d=1'),
        ...lavfi('aevalsrc=0.3*gt(t\\,0.6)*sin(3000*t):d=1'),
        '-c:a',
        'flac',
      ]),
    )
    expect(await heard({ mode: 'mix' }, own)).toEqual([0, 1, 1, 1, 0, 0, 1, 1, 1, 1])
  })
})
