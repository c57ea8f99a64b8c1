import type { RgbFrame } from '../run-context.ts'
import { labelHeight } from './draw-label.ts'

export interface SheetLayout {
  readonly columns: number
  readonly rows: number
  /** Of one clip or picture on the sheet. */
  readonly cell: { readonly width: number; readonly height: number }
  /** Of the whole sheet, labels included. */
  readonly width: number
  readonly height: number
}

/** Sheets are at most this wide: what is compared is seen side by side on one screen. */
const widestSheet = 1920
/** Narrower, a label would have no room. */
const narrowestCell = 208

interface LayoutRequest {
  readonly count: number
  /** Of the first clip or picture; the others are fitted into it. */
  readonly first: { readonly width: number; readonly height: number }
  /** 0 for as many as make the sheet about as wide as high. */
  readonly columns: number
}

export function sheetLayout({ count, first, columns }: LayoutRequest): SheetLayout {
  const aspect = first.height / first.width
  const wanted = columns > 0 ? columns : Math.ceil(Math.sqrt(count * Math.max(0.5, aspect)))
  const across = Math.min(count, wanted)
  const side = Math.min(Math.max(first.width, narrowestCell), Math.floor(widestSheet / across))
  const cell = { width: even(side), height: even(side * aspect) }
  const rows = Math.ceil(count / across)
  const height = even((cell.height + labelHeight) * rows)
  return { columns: across, rows, cell, width: cell.width * across, height }
}

/** Frames in rows from the top left, each over its strip. */
export function composeSheet(
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
