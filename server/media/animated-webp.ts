import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { RgbFrame } from '../../nodes/run-context.ts'
import { type Asset, type Rational, reducedRational, type VideoFacts } from '../../workflows/asset.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { ProbedFile } from './probe.ts'
import type { MediaWork } from './media-setup.ts'
import { writeFramesTo } from './write-frames.ts'
import { openSharp } from './open-sharp.ts'

/** Browsers show a page for 100 ms that asks for less than this. */
const shortestDelayMs = 11
const assumedDelayMs = 100
/** Frames decoded at once; each call decodes the file up to there again. */
const pagesAtOnce = 16

interface Animation {
  readonly facts: VideoFacts
  /** For each page, the number of frames it is shown. */
  readonly repeats: readonly number[]
}

/** Facts of an animated WebP, read by libvips as ffmpeg 5 to 7 cannot. @throws UserFailure `media-still-picture`, `media-not-video` */
export async function probeAnimatedWebp({ path, name }: ProbedFile): Promise<VideoFacts> {
  return (await readAnimation(path, name)).facts
}

/** The animation as a lossless file in the folder of intermediates, made once per asset. */
export async function animatedWebpFile(asset: Asset, work: MediaWork): Promise<string> {
  const target = join(work.intermediatesFolder, `webp-${asset.id}.mkv`)
  const exists = await access(target).then(
    () => true,
    () => false,
  )
  if (exists) return target
  const path = await work.assets.pathOf(asset)
  const animation = await readAnimation(path, asset.name)
  await writeFramesTo(target, { frames: pages(path, animation), format: animation.facts, work })
  return target
}

async function readAnimation(path: string, name: string): Promise<Animation> {
  const sharp = await openSharp()
  const metadata = await sharp(path)
    .metadata()
    .catch((cause: unknown) => {
      throw new UserFailure('media-not-video', { name, detail: (cause as Error).message }, { cause })
    })
  const { pages = 1, width, pageHeight, height, delay = [] } = metadata
  if (pages < 2) throw new UserFailure('media-still-picture', { name })
  const delays = Array.from({ length: pages }, (_, page) => shownMs(delay[page]))
  const { fps, repeats } = steadyPace(delays)
  const frames = repeats.reduce((sum, count) => sum + count, 0)
  return { facts: { width, height: pageHeight ?? height, frames, fps, hasAudio: false }, repeats }
}

function shownMs(delay: number | undefined): number {
  return delay === undefined || delay < shortestDelayMs ? assumedDelayMs : delay
}

/**
 * A steady frame rate for pages shown for different times, and for how many of its frames each is shown. Encoders
 * merge pages that are alike, and 24 fps are delays of 41 and 42 ms: the pace is that of the shortest delay,
 * averaged over the whole.
 */
export function steadyPace(delaysMs: readonly number[]): { fps: Rational; repeats: readonly number[] } {
  const shortest = Math.min(...delaysMs)
  const totalMs = delaysMs.reduce((sum, delay) => sum + delay, 0)
  const frames = delaysMs.reduce((sum, delay) => sum + Math.round(delay / shortest), 0)
  const frameAt = (ms: number) => Math.round((ms * frames) / totalMs)
  let ms = 0
  const repeats = delaysMs.map((delay) => frameAt((ms += delay)) - frameAt(ms - delay))
  return { fps: reducedRational({ num: frames * 1000, den: totalMs }), repeats }
}

async function* pages(path: string, { facts, repeats }: Animation): AsyncGenerator<RgbFrame> {
  const { width, height } = facts
  const byteLength = width * height * 3
  const sharp = await openSharp()
  for (let page = 0; page < repeats.length; page += pagesAtOnce) {
    const count = Math.min(pagesAtOnce, repeats.length - page)
    const strip = await sharp(path, { page, pages: count }).flatten().toColourspace('srgb').raw().toBuffer()
    for (let index = 0; index < count; index++) {
      const data = new Uint8Array(strip.subarray(index * byteLength, (index + 1) * byteLength))
      for (let time = 0; time < (repeats[page + index] ?? 1); time++) yield { width, height, data }
    }
  }
}
