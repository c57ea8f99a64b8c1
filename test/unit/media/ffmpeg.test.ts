import { access, chmod, constants, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { steadyPace } from '../../../server/media/animated-webp.ts'
import { findFfmpeg, inPackage } from '../../../server/media/ffmpeg-path.ts'
import type { FfmpegTools } from '../../../server/media/ffmpeg-tools.ts'
import { timingOf } from '../../../server/media/frame-rate.ts'
import { ReportReader } from '../../../server/media/report-reader.ts'
import { runFfmpeg } from '../../../server/media/run-ffmpeg.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelgraph-ffmpeg-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function program(name: string, script = 'exit 0'): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return path
}

describe('finding ffmpeg', () => {
  it('takes the one that is set, and the ffprobe beside it', async () => {
    const ffmpeg = await program('ffmpeg')
    const ffprobe = await program('ffprobe')
    expect(await findFfmpeg({ FFMPEG_PATH: ffmpeg, PATH: '' })).toEqual({ ffmpeg, ffprobe })
  })

  it('takes the system’s when nothing is set', async () => {
    const ffmpeg = await program('ffmpeg')
    expect(await findFfmpeg({ PATH: folder })).toMatchObject({ ffmpeg })
  })

  it('takes the one in the npm package when the system has none, and makes it a program', async () => {
    const packed = await inPackage('ffprobe')
    await chmod(packed, 0o644)
    const found = await findFfmpeg({ PATH: folder })
    expect(found).toEqual({ ffmpeg: await inPackage('ffmpeg'), ffprobe: packed })
    await expect(access(packed, constants.X_OK)).resolves.toBeUndefined()
  })

  it('says what is wrong with a setting that leads nowhere', async () => {
    await expect(findFfmpeg({ FFMPEG_PATH: '/nowhere/ffmpeg', PATH: folder })).rejects.toMatchObject({
      kind: 'operational',
      code: 'ffmpeg-missing',
    })
  })
})

describe('running ffmpeg', () => {
  const tools = (ffmpeg: string): FfmpegTools => ({
    ...{
      ffmpeg,
      ffprobe: '',
      filters: new Set(),
      readsLongMetadata: true,
      everyFrameOnce: [],
      encoders: new Set(),
      muxers: new Set(),
      steadyFrames: [],
    },
  })
  const job = { inputs: [], output: { target: '/dev/null', options: ['-f', 'null'] } }
  const environment = (ffmpeg: string) => ({ ffmpeg: tools(ffmpeg), signal: new AbortController().signal })

  it('a binary that cannot be started is a failure, not the end of the process', async () => {
    const path = join(folder, 'ffmpeg')
    await writeFile(path, 'not a program', { mode: 0o755 })
    await expect(runFfmpeg(job, environment(path))).rejects.toMatchObject({ code: 'ffmpeg-failed' })
    await rm(path)
    await expect(runFfmpeg(job, environment(path))).rejects.toMatchObject({ code: 'ffmpeg-missing' })
  })

  it('a binary that vanishes while it is being started is a failure too', async () => {
    // Its interpreter is missing: the check finds the file, starting it finds nothing (ENOENT).
    const path = join(folder, 'ffmpeg')
    await writeFile(path, '#!/nowhere/sh\n', { mode: 0o755 })
    await expect(runFfmpeg(job, environment(path))).rejects.toMatchObject({ code: 'ffmpeg-failed' })
  })

  it('an argument longer than the system takes is refused in words', async () => {
    const long = { ...job, filter: 'n'.repeat(200_000) }
    await expect(runFfmpeg(long, environment(await program('ffmpeg')))).rejects.toMatchObject({
      code: 'ffmpeg-command-too-long',
    })
  })

  it('tells why ffmpeg stopped, without folders and addresses', async () => {
    const path = await program(
      'ffmpeg',
      'echo "[mov @ 0x55] /secret/folder/x.mp4: No space left on device" >&2; exit 1',
    )
    await expect(runFfmpeg(job, environment(path))).rejects.toMatchObject({
      values: { detail: 'x.mp4: No space left on device' },
    })
  })

  it('is told of every process, when it starts and when it is gone', async () => {
    const seen: string[] = []
    const watch = {
      onSpawn: (pid: number) => seen.push(`start ${typeof pid}`),
      onExit: (pid: number) => seen.push(`end ${typeof pid}`),
    }
    await runFfmpeg(job, { ...environment(await program('ffmpeg')), ...watch })
    expect(seen).toEqual(['start number', 'end number'])
  })

  it('does not even start when it is cancelled already', async () => {
    const seen: number[] = []
    const cancelled = { ...environment(await program('ffmpeg')), signal: AbortSignal.abort() }
    await expect(runFfmpeg(job, { ...cancelled, onSpawn: (pid) => seen.push(pid) })).rejects.toThrow(/abort/i)
    expect(seen).toEqual([])
  })
})

it('a report tells frames and complaints apart', () => {
  const report = new ReportReader()
  for (const line of [
    'frame=3',
    'fps=0.0',
    'bitrate=N/A',
    'frame=  17',
    'progress=end',
    'Conversion failed!',
  ])
    report.read(line)
  expect(report.frames).toBe(17)
  expect(report.complaint).toBe('Conversion failed!')
})

describe('the frame rate of a file', () => {
  const ms = (times: readonly number[]) => times.map((time) => Math.round(time * 1000) / 1000)
  const ntsc = { num: 30000, den: 1001 }

  it('is exact although its container rounds times to milliseconds', () => {
    const times = ms(Array.from({ length: 5000 }, (_, index) => (index * 1001) / 30000))
    expect(timingOf(times, { guessed: ntsc, average: { num: 2997, den: 100 } }, 0.033)).toMatchObject({
      ...{ fps: ntsc, frames: 5000 },
    })
  })

  it('counts packets in any order', () => {
    const rates = { guessed: { num: 10, den: 1 }, average: undefined }
    expect(timingOf([0.3, 0, 0.1, 0.2], rates, 0.1)).toEqual({
      ...{ fps: { num: 10, den: 1 }, frames: 4, firstTime: 0 },
    })
  })

  it('of a varying one keeps the length', () => {
    const rates = { guessed: { num: 10, den: 1 }, average: { num: 4, den: 1 } }
    expect(timingOf([0, 0.1, 0.5, 1], rates, 0.5).frames).toBe(15)
  })

  it('does not take a clock for a frame rate', () => {
    const rates = { guessed: { num: 90000, den: 1 }, average: { num: 25, den: 1 } }
    expect(timingOf([0, 0.04, 0.3, 1], rates, 0.04).fps).toEqual({ num: 25, den: 1 })
  })
})

describe('the pace of an animation', () => {
  it.each([
    { delays: [125, 125, 125], fps: { num: 8, den: 1 }, repeats: [1, 1, 1] },
    { delays: [125, 375, 125], fps: { num: 8, den: 1 }, repeats: [1, 3, 1] },
    { delays: [42, 41, 42, 42, 41, 42], fps: { num: 24, den: 1 }, repeats: [1, 1, 1, 1, 1, 1] },
  ])('with pages of $delays ms is $fps.num fps', ({ delays, fps, repeats }) => {
    expect(steadyPace(delays)).toEqual({ fps, repeats })
  })

  it('keeps the length when nothing is regular', () => {
    const { fps, repeats } = steadyPace([100, 170, 330, 90])
    const frames = repeats.reduce((sum, count) => sum + count, 0)
    expect((frames * fps.den) / fps.num).toBeCloseTo(0.69, 5)
  })
})
