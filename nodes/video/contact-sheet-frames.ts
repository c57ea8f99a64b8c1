import type { FrameWindow, MediaAccess, RgbFrame } from '../run-context.ts'
import type { VideoValue } from '../sockets/video.socket.ts'
import { drawLabel, labelHeight } from './draw-label.ts'

export interface SheetLayout {
  readonly columns: number
  readonly rows: number
  /** Of one video on the sheet. */
  readonly cell: { readonly width: number; readonly height: number }
  /** Of the whole sheet, labels included. */
  readonly width: number
  readonly height: number
  /** Of the longest video; shorter ones hold their last frame. */
  readonly frames: number
}

/** Sheets are at most this wide: what is compared is seen side by side on one screen. */
const widestSheet = 1920
/** Narrower, a label would have no room. */
const narrowestCell = 208

/** @param columns 0 for as many as make the sheet about as wide as high. */
export function sheetLayout(videos: readonly VideoValue[], columns: number): SheetLayout {
  const { width = 2, height = 2 } = videos[0]?.facts ?? {}
  const aspect = height / width
  const wanted = columns > 0 ? columns : Math.ceil(Math.sqrt(videos.length * Math.max(0.5, aspect)))
  const count = Math.min(videos.length, wanted)
  const side = Math.min(Math.max(width, narrowestCell), Math.floor(widestSheet / count))
  const cell = { width: even(side), height: even(side * aspect) }
  const rows = Math.ceil(videos.length / count)
  return {
    ...{ columns: count, rows, cell },
    width: cell.width * count,
    height: even((cell.height + labelHeight) * rows),
    frames: Math.max(...videos.map(({ facts }) => facts.frames)),
  }
}

interface SheetRequest {
  /** All at one frame rate. */
  readonly videos: readonly VideoValue[]
  readonly labels: readonly string[]
  readonly layout: SheetLayout
  readonly media: MediaAccess
}

/** Bytes of frames held at a time. */
const windowBytes = 64 * 1024 * 1024

/** The sheet's frames. Videos are read in turns, a stretch of each, so that neither memory nor processes pile up. */
export async function* sheetFrames({
  videos,
  labels,
  layout,
  media,
}: SheetRequest): AsyncGenerator<RgbFrame> {
  const { cell, frames } = layout
  const strips = videos.map((_, index) => drawLabel(labels[index] ?? '', cell.width))
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
      yield composed(
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

function composed(
  { columns, cell, width, height }: SheetLayout,
  frames: readonly (RgbFrame | undefined)[],
  strips: readonly RgbFrame[],
): RgbFrame {
  const sheet = { width, height, data: new Uint8Array(width * height * 3) }
  for (const [index, frame] of frames.entries()) {
    const left = (index % columns) * cell.width
    const top = Math.floor(index / columns) * (cell.height + labelHeight)
    if (frame) place(frame, sheet, { left, top })
    const strip = strips[index]
    if (strip) place(strip, sheet, { left, top: top + cell.height })
  }
  return sheet
}

function place(part: RgbFrame, sheet: RgbFrame, { left, top }: { left: number; top: number }): void {
  const row = part.width * 3
  for (let y = 0; y < part.height; y++) {
    sheet.data.set(part.data.subarray(y * row, (y + 1) * row), ((top + y) * sheet.width + left) * 3)
  }
}

function even(value: number): number {
  return Math.max(2, Math.round(value / 2) * 2)
}
