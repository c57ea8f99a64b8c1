import type { RgbPicture } from './rgb-frames.ts'

/** What changes from one frame to the next. */
export interface FrameChange {
  /** Largest change of a colour's mean, 0..1. */
  readonly colour: number
  /** Change of the mean brightness, 0..1. */
  readonly luma: number
  /** Mean change of a pixel, 0..1. */
  readonly motion: number
  /** Change of the mean brightness step between neighbours, relative to the larger of both. */
  readonly sharpness: number
}

export const seamMeasures = ['colour', 'luma', 'motion', 'sharpness'] as const

export interface SeamScore {
  /** Number of the frame after the boundary. */
  readonly frame: number
  /** Each change at the boundary, divided by its median inside the clip. */
  readonly ratios: FrameChange
  /** The largest of them. */
  readonly worst: number
}

/** Changes smaller than these cannot be seen, so that they never make a large ratio. */
const floor: FrameChange = { colour: 0.004, luma: 0.004, motion: 0.004, sharpness: 0.03 }

interface FrameMeasure {
  readonly picture: RgbPicture
  readonly means: readonly number[]
  readonly luma: number
  readonly sharpness: number
}

/** The change from each frame to the next; only two frames are held at a time. */
export async function frameChanges(frames: AsyncIterable<RgbPicture>): Promise<readonly FrameChange[]> {
  const changes: FrameChange[] = []
  let before: FrameMeasure | undefined
  for await (const picture of frames) {
    const now = measure(picture)
    if (before) changes.push(change(before, now))
    before = now
  }
  return changes
}

/** How much each boundary stands out against the clip's own changes elsewhere. */
export function seamScores(
  changes: readonly FrameChange[],
  boundaries: readonly number[],
): readonly SeamScore[] {
  const seams = new Set(boundaries)
  const inner = changes.filter((_, at) => !seams.has(at + 1))
  const usual = (name: keyof FrameChange) => Math.max(median(inner.map((each) => each[name])), floor[name])
  return boundaries.flatMap((frame) => {
    const at = changes[frame - 1]
    if (!at) return []
    const ratios = {
      colour: at.colour / usual('colour'),
      luma: at.luma / usual('luma'),
      motion: at.motion / usual('motion'),
      sharpness: at.sharpness / usual('sharpness'),
    }
    return [{ frame, ratios, worst: Math.max(...Object.values(ratios)) }]
  })
}

function measure(picture: RgbPicture): FrameMeasure {
  const { width, height, data } = picture
  const count = width * height
  const sums = [0, 0, 0]
  const luma = new Float32Array(count)
  for (let at = 0; at < count; at += 1) {
    const [red, green, blue] = [data[at * 3] ?? 0, data[at * 3 + 1] ?? 0, data[at * 3 + 2] ?? 0]
    sums[0] = (sums[0] ?? 0) + red
    sums[1] = (sums[1] ?? 0) + green
    sums[2] = (sums[2] ?? 0) + blue
    luma[at] = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
  }
  const means = sums.map((sum) => sum / count / 255)
  const mean = luma.reduce((sum, value) => sum + value, 0) / count
  return { picture, means, luma: mean, sharpness: meanStep(luma, width) }
}

function meanStep(luma: Float32Array, width: number): number {
  let sum = 0
  let count = 0
  for (let at = 0; at < luma.length; at += 1) {
    const value = luma[at] ?? 0
    if ((at + 1) % width !== 0) sum += Math.abs((luma[at + 1] ?? 0) - value)
    if (at + width < luma.length) sum += Math.abs((luma[at + width] ?? 0) - value)
    count += 2
  }
  return sum / count
}

function change(before: FrameMeasure, now: FrameMeasure): FrameChange {
  const colours = before.means.map((mean, colour) => Math.abs(mean - (now.means[colour] ?? 0)))
  const sharper = Math.max(before.sharpness, now.sharpness, 1e-6)
  return {
    colour: Math.max(...colours),
    luma: Math.abs(before.luma - now.luma),
    motion: meanDifference(before.picture.data, now.picture.data),
    sharpness: Math.abs(before.sharpness - now.sharpness) / sharper,
  }
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0))
  return sum / a.length / 255
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
