import { randomUUID } from 'node:crypto'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { RgbFrame } from '../../nodes/run-context.ts'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import type { VideoFacts } from '../../workflows/asset.ts'
import { BugFailure } from '../../workflows/failure.ts'
import type { MediaWork } from './media-setup.ts'
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
 * Writes frames to a lossless file, taking the next one only when ffmpeg took the last.
 * @throws BugFailure for a frame of another size or no frame at all; whatever `frames` throws; OperationalFailure.
 */
export async function writeFrames(
  frames: AsyncIterable<RgbFrame>,
  format: FrameFormat,
  work: MediaWork,
): Promise<VideoValue> {
  const file = `${randomUUID()}.mkv`
  const count = await writeFramesTo(join(work.intermediatesFolder, file), { frames, format, work })
  return {
    source: { kind: 'intermediate', file },
    facts: { ...format, frames: count, hasAudio: false },
  }
}

/** Like `writeFrames` with a path of the caller's choice in the folder of intermediates; answers with the count. */
export async function writeFramesTo(
  path: string,
  {
    frames,
    format,
    work,
  }: { readonly frames: AsyncIterable<RgbFrame>; readonly format: FrameFormat; readonly work: MediaWork },
): Promise<number> {
  return withTemporaryFolder(work.intermediatesFolder, async (folder) => {
    const target = join(folder, 'frames.mkv')
    const counter = { sent: 0 }
    const source = Readable.from(bytesOf(frames, format, counter), { objectMode: false })
    const written = await runFfmpeg(
      {
        inputs: [{ source, options: rawVideo(format) }],
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

function rawVideo({ width, height, fps }: FrameFormat): string[] {
  const size = `${width}x${height}`
  return ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', size, '-framerate', `${fps.num}/${fps.den}`]
}

async function* bytesOf(
  frames: AsyncIterable<RgbFrame>,
  { width, height }: FrameFormat,
  counter: { sent: number },
): AsyncGenerator<Uint8Array> {
  for await (const frame of frames) {
    if (frame.width !== width || frame.height !== height || frame.data.length !== width * height * 3) {
      const given = `${frame.width}×${frame.height} (${frame.data.length} bytes)`
      throw new BugFailure('frame-size-wrong', { given, wanted: `${width}×${height}` })
    }
    counter.sent++
    yield frame.data
  }
}
