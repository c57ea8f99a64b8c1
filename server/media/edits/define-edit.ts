import type { z } from 'zod'
import type { VideoFacts } from '../../../workflows/asset.ts'
import type { FilterGraph, Pad } from '../filter-graph.ts'

/** A clip inside the filter graph. */
export interface Clip {
  readonly pad: Pad
  readonly facts: VideoFacts
}

export interface VideoEditRequest<Params> {
  readonly params: Params
  /** Square pixels, all in the same pixel format, times on the grid of their fps. */
  readonly inputs: readonly Clip[]
  /** What comes out; the edit must keep to it. */
  readonly facts: VideoFacts
  readonly graph: FilterGraph
  /** Filters this build of ffmpeg has. */
  readonly filters: ReadonlySet<string>
}

/** Clips whose pads are sound: 48 kHz stereo, exactly as long as their picture. */
export type AudioEditRequest<Params> = Omit<VideoEditRequest<Params>, 'filters'>

/** What one `op` of an edit does to picture and sound. What it does to facts is in `nodes/video/video-facts.ts`. */
export interface Edit<Params = unknown> {
  /** File name without `.edit.ts`. */
  readonly op: string
  readonly params: z.ZodType<Params>
  video(request: VideoEditRequest<Params>): Pad
  /** The first input's sound when left out. */
  audio?(request: AudioEditRequest<Params>): Pad
}

export function defineEdit<Params>(edit: Edit<Params>): Edit<Params> {
  return edit
}
