import { z } from 'zod'
import { audioFactsSchema, imageFactsSchema, videoFactsSchema } from '../../workflows/asset.ts'
import type { AudioValue } from '../sockets/audio.socket.ts'
import type { ImageValue } from '../sockets/image.socket.ts'
import type { VideoValue } from '../sockets/video.socket.ts'

const longestText = 10_000

const videoShape = z.object({ source: z.object({ kind: z.string() }), facts: videoFactsSchema })
const audioShape = z.object({ source: z.object({ kind: z.string() }), facts: audioFactsSchema })
const imageShape = z.object({ assetId: z.string(), facts: imageFactsSchema })

/** A port that takes anything gets no type along; values are told apart by their shape. */
export function isVideoValue(value: unknown): value is VideoValue {
  return videoShape.safeParse(value).success
}

export function isAudioValue(value: unknown): value is AudioValue {
  return audioShape.safeParse(value).success
}

export function isImageValue(value: unknown): value is ImageValue {
  return imageShape.safeParse(value).success
}

/** Any value in words a person can read; numbers of a tensor are left out. */
export function valueAsText(value: unknown): string {
  if (typeof value === 'string') return value
  const text = JSON.stringify(value, withoutNumbers, 2) as string | undefined
  return (text ?? String(value)).slice(0, longestText)
}

function withoutNumbers(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? `${value.byteLength} bytes` : value
}
