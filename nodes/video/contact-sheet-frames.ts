import type { FrameWindow, MediaAccess, RgbFrame } from '../run-context.ts'
import type { VideoValue } from '../sockets/video.socket.ts'
import { composeSheet, type SheetLayout } from './sheet-layout.ts'

interface SheetRequest {
  /** All at one frame rate. */
  readonly videos: readonly VideoValue[]
  /** One for each video. */
  readonly strips: readonly RgbFrame[]
  readonly layout: SheetLayout
  readonly media: MediaAccess
}

/** Bytes of frames held at a time. */
const windowBytes = 64 * 1024 * 1024

/** The sheet's frames, as many as the longest video has. Videos are read in turns, a stretch of each, so that neither memory nor processes pile up. */
export async function* sheetFrames({
  videos,
  strips,
  layout,
  media,
}: SheetRequest): AsyncGenerator<RgbFrame> {
  const { cell } = layout
  const frames = Math.max(...videos.map(({ facts }) => facts.frames))
  const perFrame = videos.length * cell.width * cell.height * 3
  const stretch = Math.max(1, Math.floor(windowBytes / perFrame))
  let last: readonly (RgbFrame | undefined)[] = []
  for (let start = 0; start < frames; start += stretch) {
    const count = Math.min(stretch, frames - start)
    const columns: (readonly RgbFrame[])[] = []
    for (const [index, video] of videos.entries()) {
      const read = await readStretch(video, { start, count, size: { ...cell, fit: 'contain' } }, media)
      columns.push(heldTo(count, read, last[index]))
    }
    last = columns.map((column) => column.at(-1))
    for (let frame = 0; frame < count; frame++) {
      yield composeSheet(
        layout,
        columns.map((column) => column[frame]),
        strips,
      )
    }
  }
}

async function readStretch(video: VideoValue, window: Required<FrameWindow>, media: MediaAccess) {
  const left = video.facts.frames - window.start
  const frames: RgbFrame[] = []
  if (left <= 0) return frames
  for await (const frame of media.readFrames(video, { ...window, count: Math.min(left, window.count) }))
    frames.push(frame)
  return frames
}

/** A video that is over holds its last frame. */
function heldTo(
  count: number,
  frames: readonly RgbFrame[],
  before: RgbFrame | undefined,
): readonly RgbFrame[] {
  const end = frames.at(-1) ?? before
  if (!end) return frames
  return [...frames, ...Array.from({ length: count - frames.length }, () => end)]
}
