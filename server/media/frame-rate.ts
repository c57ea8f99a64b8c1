import { type Rational, reducedRational } from '../../workflows/asset.ts'

/** Above this a container's guess is its clock, not a frame rate. */
const highestFps = 240
const fallbackFps: Rational = { num: 25, den: 1 }

export interface Timing {
  readonly fps: Rational
  readonly frames: number
  /** Seconds, on the file's clock. */
  readonly firstTime: number
  /** Seconds the longest frame is shown; only of a varying rate. */
  readonly longestFrame?: number
}

/**
 * Frame rate and number of frames from the times of all packets.
 * A steady clip has one frame per packet. One with a varying rate is read at a steady rate that keeps its
 * length: frames are repeated or dropped, as a player shows them.
 * @param times seconds, in any order
 * @param lastDuration seconds the last frame is shown, 0 when the file does not say
 */
export function timingOf(
  times: readonly number[],
  rates: { readonly guessed: Rational | undefined; readonly average: Rational | undefined },
  lastDuration: number,
): Timing {
  const sorted = Float64Array.from(times).sort()
  const candidates = [rates.guessed, rates.average].filter(
    (fps): fps is Rational => fps !== undefined && fps.num / fps.den <= highestFps,
  )
  const steady = candidates.find((fps) => isSteady(sorted, fps))
  const firstTime = sorted[0] ?? 0
  if (steady) return { fps: steady, frames: sorted.length, firstTime }
  const fps = candidates[0] ?? fallbackFps
  const longestFrame = sorted.reduce((longest, time, index) => {
    return Math.max(longest, time - (sorted[index - 1] ?? time))
  }, lastDuration)
  return { fps, frames: framesShown(sorted, fps, lastDuration), firstTime, longestFrame }
}

/** Every frame lies nearer to its own place on the grid than to a neighbour's. */
function isSteady(sorted: Float64Array, fps: Rational): boolean {
  const first = sorted[0] ?? 0
  const rate = fps.num / fps.den
  return sorted.every((time, index) => Math.abs((time - first) * rate - index) < 0.49)
}

function framesShown(sorted: Float64Array, fps: Rational, lastDuration: number): number {
  const length = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0) + lastDuration
  const rate = fps.num / fps.den
  return Math.max(1, Math.round(length * rate), Math.round((length - lastDuration) * rate) + 1)
}

/** ffprobe's `30000/1001`; undefined for `0/0`. */
export function parseRate(text: string | undefined): Rational | undefined {
  const [num = 0, den = 0] = (text ?? '').split('/').map(Number)
  return num > 0 && den > 0 ? reducedRational({ num, den }) : undefined
}
