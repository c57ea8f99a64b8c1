import type { EncodeRequest } from '../../nodes/run-context.ts'

/** How one file format is written. */
export interface EncodeFormat {
  readonly extension: string
  readonly mediaType: string
  /** 4:2:0 needs even sides. */
  readonly isYuv: boolean
  /** Last filters before the encoder. */
  readonly filters: readonly string[]
  /** Options for a quality of 0..100. */
  codec(quality: number): readonly string[]
  readonly container: readonly string[]
  /** Sound codec; left out where the format has no sound. */
  readonly audio?: readonly string[]
  /** Can carry a `workflow` tag written by ffmpeg. */
  readonly hasMetadata: boolean
}

const bt709 = [
  '-color_range',
  'tv',
  '-colorspace',
  'bt709',
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
]

/** From the worst constant rate factor at quality 0 to the best at 100; lower is better. */
function constantRate(quality: number, { worst, best }: { worst: number; best: number }): string {
  return String(Math.round(worst + ((best - worst) * quality) / 100))
}

export const encodeFormats: Readonly<Record<EncodeRequest['format'], EncodeFormat>> = {
  mp4: {
    extension: 'mp4',
    mediaType: 'video/mp4',
    isYuv: true,
    filters: [],
    codec: (quality) => [
      ...['-c:v', 'libx264', '-preset', 'medium', '-crf', constantRate(quality, { worst: 44, best: 12 })],
      ...['-pix_fmt', 'yuv420p', ...bt709],
    ],
    // The index first, so that a player starts before it has the whole file.
    container: ['-f', 'mp4', '-movflags', '+faststart+use_metadata_tags'],
    audio: ['-c:a', 'aac', '-b:a', '192k'],
    hasMetadata: true,
  },
  webm: {
    extension: 'webm',
    mediaType: 'video/webm',
    isYuv: true,
    filters: [],
    codec: (quality) => [
      ...['-c:v', 'libvpx-vp9', '-b:v', '0', '-crf', constantRate(quality, { worst: 58, best: 15 })],
      ...['-deadline', 'good', '-cpu-used', '4', '-row-mt', '1', '-pix_fmt', 'yuv420p', ...bt709],
    ],
    container: ['-f', 'webm'],
    audio: ['-c:a', 'libopus', '-b:a', '160k'],
    hasMetadata: true,
  },
  webp: {
    extension: 'webp',
    mediaType: 'image/webp',
    isYuv: false,
    // libwebp converts RGB to its own BT.601 better than a scaler that does not know about it.
    filters: ['format=bgra'],
    codec: (quality) => ['-c:v', 'libwebp_anim', '-quality', String(quality), '-compression_level', '4'],
    container: ['-f', 'webp', '-loop', '0'],
    hasMetadata: false,
  },
  gif: {
    extension: 'gif',
    mediaType: 'image/gif',
    isYuv: false,
    filters: [],
    codec: () => ['-c:v', 'gif'],
    container: ['-f', 'gif', '-loop', '0'],
    hasMetadata: false,
  },
}

/** Colours of a GIF's palette for a quality of 0..100. */
export function paletteSize(quality: number): number {
  return Math.round(16 + (240 * quality) / 100)
}
