import { easedShare } from '../../models/eased-share.ts'
import type { RgbPicture } from '../../models/rgb-frames.ts'
import type { FrameWindow, MediaAccess } from '../../nodes/run-context.ts'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'

/** Videos as pictures in memory: what nodes write they can read again, and joined clips are joined here. */
export function memoryMedia(): Pick<MediaAccess, 'readFrames' | 'writeFrames'> {
  const written = new Map<string, readonly RgbPicture[]>()

  function framesOf({ source }: VideoValue): readonly RgbPicture[] {
    if (source.kind === 'intermediate') return written.get(source.file) ?? []
    if (source.kind === 'edit') {
      const clips = source.inputs.map(framesOf)
      if (source.op === 'concat') return joined(clips, source.params as unknown as Joins)
      const { start, count } = source.params as { start: number; count: number }
      if (source.op === 'reverse') return clips[0]?.toReversed() ?? []
      if (source.op === 'trim') return clips[0]?.slice(start, start + count) ?? []
    }
    throw new Error(`A ${source.kind} cannot be read from memory.`)
  }

  return {
    async *readFrames(video, { start = 0, count = Infinity, size }: FrameWindow = {}) {
      for (const frame of framesOf(video).slice(start, start + count))
        yield await Promise.resolve(size ? scaled(frame, size) : frame)
    },
    async writeFrames(frames, { width, height, fps }) {
      const kept: RgbPicture[] = []
      for await (const frame of frames) kept.push(frame)
      const file = `${written.size}`
      written.set(file, kept)
      return {
        source: { kind: 'intermediate', file },
        facts: { width, height, fps, frames: kept.length, hasAudio: false },
      }
    },
  }
}

interface Joins {
  readonly transition: string
  readonly overlaps: readonly number[]
}

function joined(
  clips: readonly (readonly RgbPicture[])[],
  { transition, overlaps }: Joins,
): readonly RgbPicture[] {
  const eased = transition === 'ease' ? easedShare : (share: number) => share
  return clips.reduce((told, clip, index) => {
    const shared = overlaps[index - 1] ?? 0
    const kept = told.slice(0, told.length - shared)
    const faded = clip
      .slice(0, shared)
      .map((frame, at) => mixed(told[kept.length + at]!, frame, eased((at + 1) / (shared + 1))))
    return [...kept, ...faded, ...clip.slice(shared)]
  })
}

function mixed(before: RgbPicture, after: RgbPicture, share: number): RgbPicture {
  return {
    ...before,
    data: before.data.map((value, at) => Math.round(value + share * (after.data[at]! - value))),
  }
}

/** Nearest neighbour: sizes differ by little in these tests. */
function scaled(
  frame: RgbPicture,
  { width, height }: { readonly width: number; readonly height: number },
): RgbPicture {
  if (frame.width === width && frame.height === height) return frame
  const data = new Uint8Array(width * height * 3)
  for (let at = 0; at < width * height; at += 1) {
    const x = Math.floor(((at % width) * frame.width) / width)
    const y = Math.floor((Math.floor(at / width) * frame.height) / height)
    data.set(frame.data.subarray((y * frame.width + x) * 3, (y * frame.width + x) * 3 + 3), at * 3)
  }
  return { width, height, data }
}
