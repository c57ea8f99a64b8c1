import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { RgbFrame } from '../../nodes/run-context.ts'
import type { VideoSource } from '../../nodes/sockets/video.socket.ts'
import type { VideoFacts } from '../../workflows/asset.ts'
import { OperationalFailure } from '../../workflows/failure.ts'
import type { MediaWork } from './media-setup.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

/** A clip of less is kept as it is: an ffmpeg process to make it smaller takes longer than making the clip did. */
export const rawLimitBytes = 32 * 2 ** 20

/** Files of RGB8 frames, one after another, without a header. */
export const rawSuffix = '.rgb'

/** What an intermediate of raw frames is to ffmpeg. */
export function rawInput({ width, height, fps }: Pick<VideoFacts, 'width' | 'height' | 'fps'>): string[] {
  const size = `${width}x${height}`
  return [
    '-f',
    'rawvideo',
    '-pixel_format',
    'rgb24',
    '-video_size',
    size,
    '-framerate',
    `${fps.num}/${fps.den}`,
  ]
}

/** Written aside, flushed, then moved to its place: a file with a name is whole. @throws OperationalFailure `disk-full` */
export async function writeRaw(path: string, frames: readonly Uint8Array[], work: MediaWork): Promise<void> {
  await withTemporaryFolder(work.intermediatesFolder, async (folder) => {
    const unfinished = join(folder, 'frames')
    const file = await open(unfinished, 'wx')
    try {
      const wanted = frames.reduce((sum, { byteLength }) => sum + byteLength, 0)
      const { bytesWritten } = await file.writev(frames)
      if (bytesWritten < wanted) throw new OperationalFailure('disk-full')
      await file.datasync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  })
}

/** Where the raw frames of a source lie; nothing when it is of another kind. */
export function rawPath(source: VideoSource, { intermediatesFolder }: MediaWork): string | undefined {
  if (source.kind !== 'intermediate' || !source.file.endsWith(rawSuffix)) return undefined
  return join(intermediatesFolder, source.file)
}

interface RawWindow {
  readonly facts: VideoFacts
  readonly window: { readonly start: number; readonly count: number }
}

/** @throws OperationalFailure `frames-count-wrong` when the file is shorter than its facts; the signal's reason */
export async function* readRaw(
  path: string,
  { facts: { width, height, frames }, window }: RawWindow,
  signal: AbortSignal,
): AsyncGenerator<RgbFrame> {
  const byteLength = width * height * 3
  const file = await open(path)
  try {
    for (let frame = window.start; frame < window.start + window.count; frame += 1) {
      signal.throwIfAborted()
      const data = new Uint8Array(byteLength)
      const { bytesRead } = await file.read(data, 0, byteLength, frame * byteLength)
      if (bytesRead < byteLength)
        throw new OperationalFailure('frames-count-wrong', { given: frame, wanted: frames })
      yield { width, height, data }
    }
  } finally {
    await file.close()
  }
}
