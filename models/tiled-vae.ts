import type { Family, ModelSessions } from './define-family.ts'
import { videoDims } from './frame-axis.ts'
import { tensor, type Tensor } from './tensor.ts'

/** Square pieces of a picture, in pixels. */
export interface TileOptions {
  readonly size: number
  readonly overlap: number
}

interface Stretch {
  readonly start: number
  readonly length: number
}

/**
 * Decodes a latent tile by tile and chunk by chunk in time: memory depends on the tile, not on the picture. Neighbours
 * fade into each other over the overlap.
 */
export async function* decodeTiled(
  {
    family,
    sessions,
    tiles,
  }: { readonly family: Family; readonly sessions: ModelSessions; readonly tiles: TileOptions },
  latent: Tensor,
): AsyncGenerator<Tensor> {
  const { height, width } = videoDims(latent.dims)
  const whole = family.videoSize(latent.dims, sessions.configs)
  const scale = whole.height / height
  const rows = stretches(height, tiles, scale)
  const columns = stretches(width, tiles, scale)
  if (rows.length * columns.length === 1) {
    yield* family.decodeVideo(latent, sessions)
    return
  }
  const streams = rows.flatMap((row) =>
    columns.map((column) => ({
      row,
      column,
      chunks: family.decodeVideo(cutSquare(latent, row, column), sessions)[Symbol.asyncIterator](),
    })),
  )
  for (;;) {
    const parts: { tile: Tensor; row: Stretch; column: Stretch }[] = []
    for (const { chunks, row, column } of streams) {
      const next = await chunks.next()
      if (next.done !== true) parts.push({ tile: next.value, row, column })
    }
    if (parts.length < streams.length) return
    yield fused(parts, { ...whole, scale, fade: tiles.overlap })
  }
}

/** Stretches of one axis in latent places that overlap by at least the wanted pixels. */
function stretches(length: number, { size, overlap }: TileOptions, scale: number): readonly Stretch[] {
  const tile = Math.max(2, Math.floor(size / scale))
  if (tile >= length) return [{ start: 0, length }]
  const step = Math.max(1, tile - Math.max(1, Math.round(overlap / scale)))
  const count = Math.ceil((length - tile) / step) + 1
  return Array.from({ length: count }, (_, at) => ({
    start: Math.min(at * step, length - tile),
    length: tile,
  }))
}

function cutSquare({ dims, data }: Tensor, row: Stretch, column: Stretch): Tensor {
  const { batch, channels, frames, height, width } = videoDims(dims)
  const square = tensor([batch, channels, frames, row.length, column.length])
  for (let plane = 0; plane < batch * channels * frames; plane += 1) {
    for (let y = 0; y < row.length; y += 1) {
      const from = (plane * height + row.start + y) * width + column.start
      square.data.set(data.subarray(from, from + column.length), (plane * row.length + y) * column.length)
    }
  }
  return square
}

interface Whole {
  readonly height: number
  readonly width: number
  readonly scale: number
  /** Pixels over which neighbours fade. */
  readonly fade: number
}

function fused(
  parts: readonly { readonly tile: Tensor; readonly row: Stretch; readonly column: Stretch }[],
  { height, width, scale, fade }: Whole,
): Tensor {
  const { channels, frames } = videoDims(parts[0]?.tile.dims ?? [])
  const sum = tensor([1, channels, frames, height, width])
  const weights = new Float32Array(height * width)
  for (const { tile, row, column } of parts) {
    const vertical = ramps(row, { scale, fade, whole: height })
    const horizontal = ramps(column, { scale, fade, whole: width })
    const [top, left] = [row.start * scale, column.start * scale]
    for (let y = 0; y < vertical.length; y += 1) {
      for (let x = 0; x < horizontal.length; x += 1) {
        const weight = (vertical[y] ?? 0) * (horizontal[x] ?? 0)
        const place = (top + y) * width + left + x
        weights[place] = (weights[place] ?? 0) + weight
        for (let plane = 0; plane < channels * frames; plane += 1) {
          const to = plane * height * width + place
          const value = tile.data[(plane * vertical.length + y) * horizontal.length + x] ?? 0
          sum.data[to] = (sum.data[to] ?? 0) + weight * value
        }
      }
    }
  }
  for (let at = 0; at < sum.data.length; at += 1)
    sum.data[at] = (sum.data[at] ?? 0) / (weights[at % weights.length] ?? 1)
  return sum
}

/** Weight of each pixel of a tile along one axis: it fades only where there is a neighbour. */
function ramps(
  { start, length }: Stretch,
  { scale, fade, whole }: { scale: number; fade: number; whole: number },
) {
  const pixels = length * scale
  const isFirst = start === 0
  const isLast = (start + length) * scale >= whole
  return Float32Array.from({ length: pixels }, (_, at) => {
    const fromStart = isFirst ? 1 : (at + 0.5) / fade
    const fromEnd = isLast ? 1 : (pixels - at - 0.5) / fade
    return Math.max(1e-3, Math.min(1, fromStart, fromEnd))
  })
}
