import type { RgbFrame } from '../run-context.ts'

/** Bins of brightness and of two colour differences. */
const bins = 16

/**
 * Frames at which a new shot begins, the first one included. A cut changes the distribution of colours between two
 * frames more than `threshold` (0..1), and much more than the frames around it do, so that a flash or a fast pan
 * is none. Shots shorter than `shortest` frames are not told apart.
 */
export async function shotCuts(
  frames: AsyncIterable<RgbFrame>,
  { threshold, shortest }: { readonly threshold: number; readonly shortest: number },
): Promise<readonly number[]> {
  const changes: number[] = []
  let last: Float32Array | undefined
  for await (const frame of frames) {
    const next = histogram(frame)
    changes.push(last ? distance(last, next) : 0)
    last = next
  }
  const cuts = [0]
  changes.forEach((change, at) => {
    const around = [changes[at - 1] ?? 0, changes[at + 1] ?? 0]
    const isSharp = change > threshold && change > 2 * Math.max(...around)
    if (isSharp && at - (cuts.at(-1) ?? 0) >= shortest) cuts.push(at)
  })
  return cuts
}

function histogram({ data }: RgbFrame): Float32Array {
  const counts = new Float32Array(bins * 3)
  const share = 3 / data.length
  for (let at = 0; at < data.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]]
    const values = [(red + 2 * green + blue) / 4, (red - green + 255) / 2, (blue - green + 255) / 2]
    values.forEach((value, plane) => {
      const bin = plane * bins + Math.min(bins - 1, Math.floor((value * bins) / 256))
      counts[bin] = (counts[bin] ?? 0) + share
    })
  }
  return counts
}

/** 0 for the same, 1 for nothing in common. */
function distance(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / 6
}
