import { fpsNumber, type Rational, type VideoFacts } from '../../workflows/asset.ts'

/** What the whole chain works in: RGB loses nothing, 4:2:0 is what most encoders take and costs half. */
export type Pixels = 'rgb' | 'yuv420p' | 'yuv444p'
export type Fit = 'cover' | 'contain' | 'stretch'

interface Size {
  readonly width: number
  readonly height: number
}

/** Rounds correctly and keeps colour at full resolution while converting; without it flat colours drift. */
const exact = 'accurate_rnd+full_chroma_int+full_chroma_inp'

/** Brings any picture to a size and to the working pixels; 4:2:0 is always BT.709, limited range, and says so. */
export function toPixels(facts: VideoFacts, pixels: Pixels): string[] {
  const { width, height } = facts
  const scale = `scale=${width}:${height}:flags=bicubic+${exact}${assumedMatrix(facts)}`
  if (pixels === 'rgb') return [scale, 'format=gbrp', 'setsar=1']
  const tags = 'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709'
  return [`${scale}:out_color_matrix=bt709:out_range=tv`, `format=${pixels}`, tags, 'setsar=1']
}

/** ffmpeg takes untagged video for BT.601; players take it for BT.709 from HD on, and so did who made it. */
function assumedMatrix({ colorMatrix, width, height }: VideoFacts): string {
  const isHd = width >= 1280 || height >= 720
  return colorMatrix === undefined && isHd ? ':in_color_matrix=bt709' : ''
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
      return [...scaled, `crop=${width}:${height}`]
    case 'contain':
      return [...scaled, `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`]
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
