import type { EncodeSettings, VideoFormat } from '../../nodes/run-context.ts'
import type { TextFormat } from '../file-metadata/write-texts.ts'

/** Formats that are one file with one encoder. */
export type FileFormat = Exclude<VideoFormat, 'png-zip'>

/** How one file format is written. */
export interface EncodeFormat {
  readonly extension: string
  readonly mediaType: string
  /** Works in YUV, so an odd row or column is cut off; others work in RGB. */
  readonly isYuv: boolean
  /** Last filters before the encoder. */
  readonly filters: readonly string[]
  codec(settings: CodecSettings): readonly string[]
  readonly container: readonly string[]
  /** Sound codec; left out where the format has no sound. */
  readonly audio?: readonly string[]
  /** Where ffmpeg writes a `workflow` tag; the others get it afterwards. */
  readonly hasTags: boolean
  /** How texts are written into the finished file. */
  readonly texts?: TextFormat
  /** Pixels that keep transparency. */
  readonly alphaPixels?: string
  /** Must be in this build of ffmpeg; one of them is enough. */
  readonly encoders: readonly string[]
  readonly muxer: string
  /** The encoder hands all frames on as one packet, and that is what ffmpeg counts from 6 on. */
  readonly isOnePacket?: boolean
}

export interface CodecSettings extends EncodeSettings {
  readonly hasAlpha: boolean
  /** The shorter one of the picture, in pixels. */
  readonly side: number
  readonly encoders: ReadonlySet<string>
}

const bt709 = [
  ...['-color_range', 'tv', '-colorspace', 'bt709'],
  ...['-color_primaries', 'bt709', '-color_trc', 'bt709'],
]

interface Rates {
  /** Constant rate factors at quality 0 and 100; lower is better. */
  readonly worst: number
  readonly best: number
}

/** A bit rate where the person gave one, else a constant rate factor. */
function rate({ quality, crf, kilobits }: EncodeSettings, { worst, best }: Rates): string[] {
  if (kilobits) return ['-b:v', `${kilobits}k`]
  return ['-crf', String(crf ?? Math.round(worst + ((best - worst) * quality) / 100))]
}

function pixels({ pixelFormat }: EncodeSettings, usual = 'yuv420p'): string[] {
  return ['-pix_fmt', pixelFormat ?? usual, ...bt709]
}

const x26x = ({ preset = 'medium' }: EncodeSettings) => ['-preset', preset]

/** The assembly of x265 3.5 writes past its buffers where a side is below 64 and not 32. */
const smallestX265Assembly = 64

function x265Parameters({ side }: CodecSettings): string {
  return ['log-level=error', ...(side < smallestX265Assembly ? ['no-asm=1'] : [])].join(':')
}

/** Presets of x264 as the numbers SVT-AV1 has. */
const svtPresets: Readonly<Record<string, string>> = {
  ultrafast: '12',
  veryfast: '10',
  fast: '9',
  medium: '8',
  slow: '6',
}

/** SVT-AV1 refuses smaller pictures. */
const smallestSvt = 64

function av1(settings: CodecSettings): readonly string[] {
  const rates = rate(settings, { worst: 60, best: 18 })
  const { preset = 'medium' } = settings
  if (settings.encoders.has('libsvtav1') && settings.side >= smallestSvt)
    return ['-c:v', 'libsvtav1', '-preset', svtPresets[preset] ?? '8', ...rates, ...pixels(settings)]
  const speed = ['-cpu-used', preset === 'slow' ? '4' : '8', '-row-mt', '1', '-strict', 'experimental']
  return [
    '-c:v',
    'libaom-av1',
    ...(settings.kilobits ? [] : ['-b:v', '0']),
    ...rates,
    ...speed,
    ...pixels(settings),
  ]
}

// The index first, so that a player starts before it has the whole file.
const mp4 = ['-f', 'mp4', '-movflags', '+faststart+use_metadata_tags']
const aac = ['-c:a', 'aac', '-b:a', '192k']
const inMp4: Omit<EncodeFormat, 'codec' | 'encoders'> = {
  ...{ extension: 'mp4', mediaType: 'video/mp4', isYuv: true, filters: [], container: mp4, audio: aac },
  ...{ hasTags: true, texts: 'iso', muxer: 'mp4' },
}

export const encodeFormats: Readonly<Record<FileFormat, EncodeFormat>> = {
  mp4: {
    ...inMp4,
    encoders: ['libx264'],
    codec: (settings) => [
      ...['-c:v', 'libx264', ...x26x(settings), ...rate(settings, { worst: 44, best: 12 })],
      ...pixels(settings),
    ],
  },
  'mp4-h265': {
    ...inMp4,
    encoders: ['libx265'],
    codec: (settings) => [
      // The tag Apple's players want.
      ...['-c:v', 'libx265', ...x26x(settings), '-tag:v', 'hvc1', '-x265-params', x265Parameters(settings)],
      ...[...rate(settings, { worst: 46, best: 14 }), ...pixels(settings)],
    ],
  },
  'mp4-av1': { ...inMp4, encoders: ['libsvtav1', 'libaom-av1'], codec: av1 },
  webm: {
    ...{ extension: 'webm', mediaType: 'video/webm', isYuv: true, filters: [], hasTags: true, muxer: 'webm' },
    ...{ alphaPixels: 'yuva420p', encoders: ['libvpx-vp9'] },
    codec: (settings) => [
      ...['-c:v', 'libvpx-vp9', ...(settings.kilobits ? [] : ['-b:v', '0'])],
      ...rate(settings, { worst: 58, best: 15 }),
      ...['-deadline', 'good', '-cpu-used', settings.preset === 'slow' ? '1' : '4', '-row-mt', '1'],
      // The encoder refuses alternate references where there is transparency.
      ...(settings.hasAlpha ? ['-auto-alt-ref', '0'] : []),
      ...pixels(settings, settings.hasAlpha ? 'yuva420p' : 'yuv420p'),
    ],
    container: ['-f', 'webm'],
    audio: ['-c:a', 'libopus', '-b:a', '160k'],
  },
  'mov-prores': {
    ...{
      extension: 'mov',
      mediaType: 'video/quicktime',
      isYuv: true,
      filters: [],
      hasTags: true,
      muxer: 'mov',
    },
    ...{ texts: 'iso', alphaPixels: 'yuva444p10le', encoders: ['prores_ks'] },
    codec: ({ quality, hasAlpha }) => {
      const profile = hasAlpha ? '4444' : quality >= 60 ? 'hq' : quality >= 30 ? 'standard' : 'proxy'
      const format = hasAlpha ? 'yuva444p10le' : 'yuv422p10le'
      return ['-c:v', 'prores_ks', '-profile:v', profile, '-vendor', 'apl0', '-pix_fmt', format, ...bt709]
    },
    container: ['-f', 'mov', '-movflags', '+faststart+use_metadata_tags'],
    audio: ['-c:a', 'pcm_s16le'],
  },
  webp: {
    ...{
      extension: 'webp',
      mediaType: 'image/webp',
      isYuv: false,
      hasTags: false,
      texts: 'webp',
      muxer: 'webp',
    },
    ...{ alphaPixels: 'bgra', encoders: ['libwebp_anim'] },
    // libwebp converts RGB to its own BT.601 better than a scaler that does not know about it.
    filters: ['format=bgra'],
    codec: ({ quality }) => ['-c:v', 'libwebp_anim', '-quality', String(quality), '-compression_level', '4'],
    container: ['-f', 'webp', '-loop', '0'],
    isOnePacket: true,
  },
  avif: {
    ...{ extension: 'avif', mediaType: 'image/avif', isYuv: true, filters: [], hasTags: false, texts: 'iso' },
    ...{
      encoders: ['libsvtav1', 'libaom-av1'],
      codec: av1,
      container: ['-f', 'avif', '-loop', '0'],
      muxer: 'avif',
    },
  },
  gif: {
    ...{ extension: 'gif', mediaType: 'image/gif', isYuv: false, filters: [], hasTags: false, texts: 'gif' },
    ...{
      encoders: ['gif'],
      codec: () => ['-c:v', 'gif'],
      container: ['-f', 'gif', '-loop', '0'],
      muxer: 'gif',
    },
  },
}

/** Colours of a GIF's palette for a quality of 0..100. */
export function paletteSize(quality: number): number {
  return Math.round(16 + (240 * quality) / 100)
}
