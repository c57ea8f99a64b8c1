import { fpsNumber, type Rational, type VideoFacts } from '../../workflows/asset.ts'
import { exact } from './pixels.ts'

export type Fit = 'cover' | 'contain' | 'stretch'

interface Size {
  readonly width: number
  readonly height: number
}

/** Filters that bring a picture of one size to another. */
export function fitFilters(from: Size, to: Size & { readonly fit: Fit; readonly flags?: string }): string[] {
  const { width, height, fit, flags = 'bicubic' } = to
  if (from.width === width && from.height === height) return []
  const inner = fit === 'stretch' ? { width, height } : fittedSize(from, to)
  // The scaler notes its rounding as pixels that are not square; clips must agree on those to be joined.
  const scaled = [`scale=${inner.width}:${inner.height}:flags=${flags}+${exact}`, 'setsar=1']
  switch (fit) {
    case 'stretch':
      return scaled
    case 'cover':
      return [...scaled, `crop=${width}:${height}:exact=1`]
    case 'contain':
      return [...scaled, `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2:black`]
    default:
      return fit satisfies never
  }
}

/** Size of the whole scaled picture: at least the wanted one to cover it, at most to be contained. */
function fittedSize(from: Size, to: Size & { readonly fit: Fit }): Size {
  const ratios = [to.width / from.width, to.height / from.height]
  const ratio = to.fit === 'cover' ? Math.max(...ratios) : Math.min(...ratios)
  const bound = to.fit === 'cover' ? Math.max : Math.min
  const side = (length: number, wanted: number) => Math.max(1, bound(wanted, Math.round(length * ratio)))
  return { width: side(from.width, to.width), height: side(from.height, to.height) }
}

type Grid = Pick<VideoFacts, 'frames' | 'fps'>

/** One tick per frame; joining filters count in microseconds and round to them. */
export function ticks({ num, den }: Rational): string {
  return `settb=${den}/${num}`
}

/** Numbers the frames anew, whatever their times were. */
export function renumbered(fps: Rational): string[] {
  return [ticks(fps), 'setpts=N']
}

/**
 * Repeats or drops frames by their times, then makes it exactly so many: what is too much is cut, and the last one
 * is held for up to a second, as decoders and the `fps` filters of different ffmpeg versions disagree about the
 * end of a clip. Not for what comes out of `concat`: the filter of 2018 loses the last frame there.
 */
export function atFps({ frames, fps }: Grid): string[] {
  const held = Math.max(3, Math.ceil(fpsNumber(fps)))
  return [`fps=${fps.num}/${fps.den}`, `tpad=stop_mode=clone:stop=${held}`, `trim=end_frame=${frames}`]
}

/** Seconds with the microseconds ffmpeg reads. */
export function secondsOf(frames: number, { num, den }: Rational): string {
  return ((frames * den) / num).toFixed(6)
}
