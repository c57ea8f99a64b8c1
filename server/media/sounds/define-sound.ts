import type { z } from 'zod'
import type { FilterGraph, Pad } from '../filter-graph.ts'

export interface SoundRequest<Params> {
  readonly params: Params
  /** 48 kHz stereo. */
  readonly inputs: readonly Pad[]
  /** Length of the result; what is missing becomes silence and what is too much is cut. */
  readonly samples: number
  readonly graph: FilterGraph
}

/** What one `op` does to sound. */
export interface SoundEdit<Params = unknown> {
  /** File name without `.sound.ts`. */
  readonly op: string
  readonly params: z.ZodType<Params>
  sound(request: SoundRequest<Params>): Pad
}

export function defineSound<Params>(edit: SoundEdit<Params>): SoundEdit<Params> {
  return edit
}

/** Samples as the seconds filters take. */
export function secondsOfSamples(samples: number): string {
  return (samples / 48_000).toFixed(6)
}
