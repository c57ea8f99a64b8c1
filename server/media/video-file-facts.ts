import type { VideoFacts, VideoFileFacts } from '../../workflows/asset.ts'
import type { Timing } from './frame-rate.ts'
import type { ProbedFormat, ProbedStream } from './probe-streams.ts'

interface ProbedVideo {
  readonly picture: ProbedStream
  /** Among the streams of pictures. */
  readonly place: number
  readonly sounds: readonly ProbedStream[]
  readonly format: ProbedFormat
  readonly timing: Timing
}

/** Formats whose index leads to any frame; others are read from the start, where seeking is a guess. */
const seekable = /\b(mov|mp4|matroska|webm)\b/

/** How a file is written, and whether it can be seen through. */
export function videoFileFacts(probed: ProbedVideo): Pick<VideoFacts, 'file' | 'hasAlpha'> {
  const { picture, place, sounds, format, timing } = probed
  const { width, height } = shownSize(picture)
  const isInterlaced = /^(tt|bb|tb|bt)$/.test(picture.field_order ?? '')
  const rotation = rotationOf(picture)
  const isUpright = rotation === 0 && width === picture.width && height === picture.height
  const file: VideoFileFacts = {
    codec: picture.codec_name,
    pixelFormat: picture.pix_fmt,
    bitDepth: bitDepthOf(picture.pix_fmt),
    ...said('colorMatrix', picture.color_space),
    ...said('colorRange', picture.color_range),
    ...said('colorTransfer', picture.color_transfer),
    ...said('colorPrimaries', picture.color_primaries),
    rotation,
    isPlain: isUpright && !isInterlaced,
    isInterlaced,
    delay: Math.max(0, round(timing.firstTime - format.start_time)),
    ...(timing.longestFrame !== undefined && { longestFrame: round(timing.longestFrame) }),
    ...(place > 0 && { place }),
    isSeekable: seekable.test(format.format_name),
    audio: sounds.map(({ codec_name: codec, sample_rate: sampleRate, channels }) => ({
      ...{ codec, sampleRate, channels },
    })),
  }
  return hasAlpha(picture) ? { file, hasAlpha: true } : { file }
}

/** Turned upright, with square pixels. */
export function shownSize(stream: ProbedStream): { width: number; height: number } {
  const [num = 1, den = 1] = (stream.sample_aspect_ratio ?? '1:1').split(':').map(Number)
  const width = num > 0 && den > 0 ? Math.max(1, Math.round((stream.width * num) / den)) : stream.width
  const { height } = stream
  const isLying = (rotationOf(stream) / 90) % 2 !== 0
  return isLying ? { width: height, height: width } : { width, height }
}

/** In quarters, 0..270. */
function rotationOf({ side_data_list: sideData, tags }: ProbedStream): number {
  const matrix = sideData?.find((data) => data.rotation !== undefined)?.rotation
  const clockwise = matrix === undefined ? Number(tags?.rotate ?? 0) : -matrix
  return (((Math.round(clockwise / 90) * 90) % 360) + 360) % 360
}

function bitDepthOf(pixelFormat: string): number {
  return Number(/(9|10|12|14|16)(?:le|be)$/.exec(pixelFormat)?.[1] ?? 8)
}

function hasAlpha({ pix_fmt: pixels, tags }: ProbedStream): boolean {
  return tags?.alpha_mode === '1' || /^(yuva|rgba|bgra|argb|abgr|gbrap|ya\d)/.test(pixels)
}

function said<K extends string>(key: K, value: string | undefined): { [Name in K]?: string } {
  if (value === undefined || value === 'unknown') return {}
  return { [key]: value } as { [Name in K]?: string }
}

/** To the microsecond, which is what ffmpeg reads. */
function round(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6
}
