import type { AudioFacts, VideoFacts } from '../../workflows/asset.ts'
import type { JsonValue } from '../../workflows/json.ts'

/**
 * Where the frames of a video come from; never the frames themselves.
 * An `edit` only describes: whoever pulls frames runs the chain of descriptions as one ffmpeg run.
 */
export type VideoSource =
  | { readonly kind: 'asset'; readonly assetId: string }
  /** A still picture, held for as long as the facts say. */
  | { readonly kind: 'picture'; readonly assetId: string }
  /** A lossless file in the result store, by its name there. */
  | { readonly kind: 'intermediate'; readonly file: string }
  | {
      readonly kind: 'edit'
      readonly op: string
      readonly params: Readonly<Record<string, JsonValue>>
      readonly inputs: readonly VideoValue[]
      /** Sound the edit puts to the picture. */
      readonly audio?: readonly AudioValue[]
    }

export interface VideoValue {
  readonly source: VideoSource
  readonly facts: VideoFacts
}

/** Where sound comes from; like a video, a description. */
export type AudioSource =
  | { readonly kind: 'asset'; readonly assetId: string }
  | { readonly kind: 'video'; readonly video: VideoValue }
  | {
      readonly kind: 'edit'
      readonly op: string
      readonly params: Readonly<Record<string, JsonValue>>
      readonly inputs: readonly AudioValue[]
    }

export interface AudioValue {
  readonly source: AudioSource
  readonly facts: AudioFacts
}

/** Names of all intermediates a chain of edits pulls its frames from. */
export function videoFiles({ source }: VideoValue): readonly string[] {
  switch (source.kind) {
    case 'asset':
    case 'picture':
      return []
    case 'intermediate':
      return [source.file]
    case 'edit':
      return [...source.inputs.flatMap(videoFiles), ...(source.audio ?? []).flatMap(audioFiles)]
    default:
      return source satisfies never
  }
}

/** Like {@link videoFiles}. */
export function audioFiles({ source }: AudioValue): readonly string[] {
  switch (source.kind) {
    case 'asset':
      return []
    case 'video':
      return videoFiles(source.video)
    case 'edit':
      return source.inputs.flatMap(audioFiles)
    default:
      return source satisfies never
  }
}
