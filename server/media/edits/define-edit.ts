import type { z } from 'zod'
import type { VideoFacts } from '../../../workflows/asset.ts'
import type { FilterGraph, Pad } from '../filter-graph.ts'
import type { Window } from '../leaf-pads.ts'
import { flattened, pixelFormat, type Pixels } from '../pixels.ts'

/** A clip, or its sound, inside the filter graph. */
export interface Clip {
  readonly pad: Pad
  /** Its frames are those that come through the pad: a window of the input where the edit asked for one. */
  readonly facts: VideoFacts
}

interface EditRequest<Params> {
  readonly params: Params
  readonly inputs: readonly Clip[]
  /** What comes out; the edit must keep to it. */
  readonly facts: VideoFacts
  /** Frames of the result that are made; all, unless the edit has `windows`. */
  readonly window: Window
  readonly graph: FilterGraph
}

export interface VideoEditRequest<Params> extends EditRequest<Params> {
  /** What all inputs and the result are in; square pixels, times on the grid of their fps. */
  readonly pixels: Pixels
  /** Filters this build of ffmpeg has. */
  readonly filters: ReadonlySet<string>
  assetPath(assetId: string): Promise<string>
  font(text: string, name: string): Promise<string>
  /**
   * Runs the whole first input through a filter that writes a file, before this run; answers with that file.
   * @param filter for the place of the file, as text of a filter graph
   */
  notesOfInput(filter: (file: string) => string): Promise<string>
}

/** Clips whose pads are sound: 48 kHz stereo, exactly as long as their picture. */
export interface AudioEditRequest<Params> extends EditRequest<Params> {
  /** Sound that was wired to the edit. */
  readonly sounds: readonly Pad[]
}

export interface WindowRequest<Params> {
  readonly params: Params
  readonly facts: VideoFacts
  readonly inputs: readonly VideoFacts[]
  readonly window: Window
}

/** What one `op` of an edit does to picture and sound. What it does to facts is said by its node. */
export interface Edit<Params = unknown> {
  /** File name without `.edit.ts`. */
  readonly op: string
  readonly params: z.ZodType<Params>
  /**
   * The frames of each input that a window of the result is made of; undefined for an input it needs not.
   * Left out, or answered with undefined: all of them, and the result is cut. It is what makes seeking fast.
   */
  windows?(request: WindowRequest<Params>): readonly (Window | undefined)[] | undefined
  video(request: VideoEditRequest<Params>): Pad | Promise<Pad>
  /** The first input's sound when left out. */
  audio?(request: AudioEditRequest<Params>): Pad
  /** False when `audio` leaves the sound of the inputs out; true when left out. */
  usesSound?(params: Params): boolean
}

export function defineEdit<Params>(edit: Edit<Params>): Edit<Params> {
  return edit
}

/** For edits whose frame n is made of frame n of every input. */
export function frameByFrame<Params>({ window, inputs }: WindowRequest<Params>): readonly Window[] {
  return inputs.map(() => window)
}

/** Sends the first clip through filters. */
export function filtered<Params>({ inputs, graph }: EditRequest<Params>, filters: readonly string[]): Pad {
  return graph.link(
    inputs.slice(0, 1).map(({ pad }) => pad),
    filters,
  )
}

/** Like `filtered` for filters that know no transparency: it goes around them. */
export function around<Params>(request: VideoEditRequest<Params>, filters: readonly string[]): Pad {
  const { inputs, graph, facts, pixels } = request
  const [clip] = inputs
  if (!facts.hasAlpha || !clip) return filtered(request, filters)
  const [colors, rest = colors] = graph.linkMany([clip.pad], { filters: ['split'], count: 2 })
  const opaque = graph.link([colors], [`format=${pixelFormat(pixels)}`, ...filters])
  const alpha = graph.link([rest], ['alphaextract'])
  return graph.link([opaque, alpha], ['alphamerge', `format=${pixelFormat(pixels, true)}`])
}

/** Filters that put a clip over black whose result cannot be seen through any more. */
export function overBlack<Params>({ inputs, facts, pixels }: VideoEditRequest<Params>): string[] {
  return inputs[0]?.facts.hasAlpha && !facts.hasAlpha ? flattened(pixels) : []
}
