import type { VideoFacts } from '../../workflows/asset.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { defineSocket } from '../define-socket.ts'

/**
 * Where the frames of a video come from; never the frames themselves.
 * An `edit` only describes: whoever pulls frames runs the chain of descriptions as one ffmpeg run.
 */
export type VideoSource =
  | { readonly kind: 'asset'; readonly assetId: string }
  /** A lossless file in the result store, by its name there. */
  | { readonly kind: 'intermediate'; readonly file: string }
  | {
      readonly kind: 'edit'
      readonly op: string
      readonly params: Readonly<Record<string, JsonValue>>
      readonly inputs: readonly VideoValue[]
    }

export interface VideoValue {
  readonly source: VideoSource
  readonly facts: VideoFacts
}

export const videoSocket = defineSocket<VideoValue>({
  type: 'VIDEO',
  label: { en: 'Video', 'zh-CN': '视频' },
  color: '#4dd0b1',
  facts: ({ facts }) => ({ ...facts }),
  files: videoFiles,
})

/** All intermediates a chain of edits pulls its frames from. */
function videoFiles({ source }: VideoValue): readonly string[] {
  switch (source.kind) {
    case 'asset':
      return []
    case 'intermediate':
      return [source.file]
    case 'edit':
      return source.inputs.flatMap(videoFiles)
    default:
      return source satisfies never
  }
}

export default videoSocket
