import type { VideoFacts } from '../../workflows/asset.ts'

/** What the whole chain works in: RGB loses nothing, 4:2:0 is what most encoders take and costs half. */
export type Pixels = 'rgb' | YuvPixels
/** `10le`: with 10 bits, for sources that have them on their way into a file that has them. */
export type YuvPixels = 'yuv420p' | 'yuv444p' | 'yuv420p10le' | 'yuv444p10le'

/** Rounds correctly and keeps colour at full resolution while converting; without it flat colours drift. */
export const exact = 'accurate_rnd+full_chroma_int+full_chroma_inp'

const fromBt709 = 'in_color_matrix=bt709:in_range=tv'
const toBt709 = 'out_color_matrix=bt709:out_range=tv'
const tagBt709 = 'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709'

/** ffmpeg's name of the working pixels, with room for transparency where a clip has some. */
export function pixelFormat(pixels: Pixels, hasAlpha = false): string {
  if (pixels === 'rgb') return rgbFormat(pixels, hasAlpha)
  return hasAlpha ? pixels.replace('yuv', 'yuva') : pixels
}

/** RGB with the bits of the working pixels. */
export function rgbFormat(pixels: Pixels, hasAlpha = false): string {
  return `${hasAlpha ? 'gbrap' : 'gbrp'}${isDeep(pixels) ? '10le' : ''}`
}

/** With 10 bits. */
export function isDeep(pixels: Pixels): boolean {
  return pixels.endsWith('10le')
}

/** A value of 8 bits on the scale of the working pixels. */
export function valueIn(pixels: Pixels, value: number): number {
  return isDeep(pixels) ? value * 4 : value
}

/**
 * Brings the picture of a file to the size it is shown at and to the working pixels: upright (ffmpeg has turned it),
 * progressive, square pixels, standard dynamic range; YUV is always BT.709, limited range, and says so.
 */
export function toPixels(facts: VideoFacts, pixels: Pixels, filters: ReadonlySet<string>): string[] {
  const { width, height, file, hasAlpha } = facts
  const format = pixelFormat(pixels, hasAlpha)
  const before = [
    file?.isInterlaced ? 'bwdif=mode=send_frame:parity=auto:deint=all' : '',
    ...(file && isHighRange(file.colorTransfer) ? toStandardRange(pixels, filters) : []),
  ]
  if (pixels !== 'rgb' && isAsWorked(facts, format)) return [...before, tagBt709, 'setsar=1']
  const scale = `scale=${width}:${height}:flags=bicubic+${exact}${assumedMatrix(facts)}`
  if (pixels === 'rgb') return [...before, scale, `format=${format}`, 'setsar=1']
  return [...before, `${scale}:${toBt709}`, `format=${format}`, tagBt709, 'setsar=1']
}

/** Nothing to convert: scaling to the same would copy every frame. */
function isAsWorked(facts: VideoFacts, format: string): boolean {
  const { file } = facts
  if (!file?.isPlain || file.pixelFormat !== format || isHighRange(file.colorTransfer)) return false
  const isBt709 = file.colorMatrix === 'bt709' || (file.colorMatrix === undefined && isHd(facts))
  return isBt709 && file.colorRange !== 'pc'
}

/** ffmpeg takes untagged video for BT.601; players take it for BT.709 from HD on, and so did who made it. */
function assumedMatrix(facts: VideoFacts): string {
  return facts.file && facts.file.colorMatrix === undefined && isHd(facts) ? ':in_color_matrix=bt709' : ''
}

function isHd({ width, height }: VideoFacts): boolean {
  return width >= 1280 || height >= 720
}

/** PQ and HLG, as phones and cameras write HDR. */
function isHighRange(transfer: string | undefined): boolean {
  return transfer === 'smpte2084' || transfer === 'arib-std-b67'
}

/** HDR looks grey and flat when its numbers are taken for BT.709; without zscale that is what one gets. */
function toStandardRange(pixels: Pixels, filters: ReadonlySet<string>): string[] {
  if (!filters.has('zscale') || !filters.has('tonemap')) return []
  return [
    'zscale=t=linear:npl=203',
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=mobius:desat=0',
    'zscale=t=bt709:m=bt709:r=tv',
    `format=${isDeep(pixels) ? 'yuv444p10le' : 'yuv444p'}`,
    tagBt709,
  ]
}

interface Working {
  readonly pixels: Pixels
  readonly hasAlpha?: boolean
}

/** Filters that only know RGB, in any chain. ffmpeg on its own would come back by another matrix. */
export function inRgb({ pixels, hasAlpha }: Working, filters: readonly string[]): string[] {
  if (pixels === 'rgb') return [...filters]
  const there = [`scale=flags=bicubic+${exact}:${fromBt709}`, `format=${rgbFormat(pixels, hasAlpha)}`]
  const back = [
    `scale=flags=bicubic+${exact}:${toBt709}`,
    `format=${pixelFormat(pixels, hasAlpha)}`,
    tagBt709,
  ]
  return [...there, ...filters, ...back]
}

/** Filters that only know brightness and colour apart, in any chain. */
export function inYuv({ pixels, hasAlpha }: Working, filters: readonly string[]): string[] {
  if (pixels !== 'rgb') return [...filters]
  const there = [
    `scale=flags=bicubic+${exact}:${toBt709}`,
    `format=${pixelFormat('yuv444p', hasAlpha)}`,
    tagBt709,
  ]
  const back = [`scale=flags=bicubic+${exact}:${fromBt709}`, `format=${pixelFormat('rgb', hasAlpha)}`]
  return [...there, ...filters, ...back]
}

/** Over black, as the colours behind what is transparent must not show. */
export function flattened(pixels: Pixels): string[] {
  const work = pixels === 'rgb' ? 'gbrap' : `yuva444p${isDeep(pixels) ? '10le' : ''}`
  return [`format=${work}`, 'premultiply=inplace=1', `format=${pixelFormat(pixels)}`]
}

/** Gives an opaque clip the room its neighbours need. */
export function withAlphaOf(from: VideoFacts, to: VideoFacts, pixels: Pixels): string[] {
  return to.hasAlpha && !from.hasAlpha ? [`format=${pixelFormat(pixels, true)}`] : []
}
