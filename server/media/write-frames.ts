import { randomUUID } from 'node:crypto'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { RgbFrame } from '../../nodes/run-context.ts'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import type { VideoFacts } from '../../workflows/asset.ts'
import { BugFailure } from '../../workflows/failure.ts'
import type { MediaWork } from './media-setup.ts'
import { rawInput, rawLimitBytes, rawSuffix, writeRaw } from './raw-frames.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

type FrameFormat = Pick<VideoFacts, 'width' | 'height' | 'fps'>

/**
 * FFV1 keeps RGB bit by bit as bgr0 (it has no 8-bit gbrp). Every frame stands alone, so any of them can be sought;
 * slices let several threads work and carry checksums. Tiny frames come out wrong: they are kept as PNGs.
 */
function lossless({ width, height }: FrameFormat): string[] {
  if (Math.min(width, height) < 16) return ['-c:v', 'png', '-pix_fmt', 'rgb24']
  return ['-c:v', 'ffv1', '-level', '3', '-g', '1', '-slices', '4', '-slicecrc', '1', '-pix_fmt', 'bgr0']
}

/**
 * Writes frames to a lossless file: a short clip as raw RGB, a longer one with FFV1, taking the next frame only when
 * ffmpeg took the last.
 * @throws BugFailure for a frame of another size or no frame at all; whatever `frames` throws; OperationalFailure.
 */
export async function writeFrames(
  frames: AsyncIterable<RgbFrame>,
  format: FrameFormat,
  work: MediaWork,
): Promise<VideoValue> {
  const { held, rest } = await firstFrames(bytesOf(frames, format), work.signal)
  const file = `${randomUUID()}${rest ? '.mkv' : rawSuffix}`
  const path = join(work.intermediatesFolder, file)
  const count = await writeHeld(path, { held, rest }, { format, work })
  return { source: { kind: 'intermediate', file }, facts: { ...format, frames: count, hasAudio: false } }
}

interface FirstFrames {
  readonly held: readonly Uint8Array[]
  /** What follows them when there is more than fits into a raw file. */
  readonly rest?: AsyncGenerator<Uint8Array> | undefined
}

async function writeHeld(
  path: string,
  { held, rest }: FirstFrames,
  { format, work }: Omit<FramesJob<Uint8Array>, 'frames'>,
): Promise<number> {
  if (held.length === 0) throw new BugFailure('frames-count-wrong', { given: 0, wanted: 1 })
  if (!rest) {
    await writeRaw(path, held, work)
    return held.length
  }
  try {
    return await writeLossless(path, { frames: joined(held, rest), format, work })
  } finally {
    // What fails before the first frame is taken would leave the source, and an ffmpeg behind it, waiting for ever.
    await rest.return(undefined)
  }
}

async function firstFrames(frames: AsyncGenerator<Uint8Array>, signal: AbortSignal): Promise<FirstFrames> {
  const held: Uint8Array[] = []
  let byteLength = 0
  try {
    while (byteLength < rawLimitBytes) {
      signal.throwIfAborted()
      const next = await frames.next()
      if (next.done === true) return { held }
      held.push(next.value)
      byteLength += next.value.length
    }
  } catch (error) {
    await frames.return(undefined)
    throw error
  }
  return { held, rest: frames }
}

async function* joined(
  held: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* held
  yield* rest
}

/** Frames of any number as FFV1 at a path in the folder of intermediates; answers with the count. */
export async function writeFramesTo(
  path: string,
  { frames, format, work }: FramesJob<RgbFrame>,
): Promise<number> {
  return writeLossless(path, { frames: bytesOf(frames, format), format, work })
}

interface FramesJob<Frame> {
  readonly frames: AsyncIterable<Frame>
  readonly format: FrameFormat
  readonly work: MediaWork
}

async function writeLossless(path: string, { frames, format, work }: FramesJob<Uint8Array>): Promise<number> {
  return withTemporaryFolder(work.intermediatesFolder, async (folder) => {
    const target = join(folder, 'frames.mkv')
    const counter = { sent: 0 }
    const source = Readable.from(counted(frames, counter), { objectMode: false })
    const written = await runFfmpeg(
      {
        inputs: [{ source, options: rawInput(format) }],
        output: { target, options: [...lossless(format), '-f', 'matroska'] },
      },
      work,
    )
    if (written !== counter.sent || written === 0)
      throw new BugFailure('frames-count-wrong', { given: written, wanted: Math.max(1, counter.sent) })
    await rename(target, path)
    return written
  })
}

async function* counted(
  frames: AsyncIterable<Uint8Array>,
  counter: { sent: number },
): AsyncGenerator<Uint8Array> {
  for await (const frame of frames) {
    counter.sent++
    yield frame
  }
}

async function* bytesOf(
  frames: AsyncIterable<RgbFrame>,
  { width, height }: FrameFormat,
): AsyncGenerator<Uint8Array> {
  for await (const frame of frames) {
    if (frame.width !== width || frame.height !== height || frame.data.length !== width * height * 3) {
      const given = `${frame.width}×${frame.height} (${frame.data.length} bytes)`
      throw new BugFailure('frame-size-wrong', { given, wanted: `${width}×${height}` })
    }
    yield frame.data
  }
}
