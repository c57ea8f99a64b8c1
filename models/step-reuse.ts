import { combine } from './tensor-math.ts'
import type { Tensor } from './tensor.ts'

/** When a step may do without the model; EasyCache (arXiv 2507.02860) works with any graph. */
export interface ReuseOptions {
  /** Relative change of the answer that may add up before the model is asked again. */
  readonly threshold: number
  /** Share of the run, 0..1, in which steps may be reused: the first make the layout, the last the detail. */
  readonly from: number
  readonly to: number
}

/** Plain data, so that a checkpoint can hold it. */
export interface ReuseMemory {
  readonly [key: string]: Tensor | number
  /** What the model was shown and answered last. */
  readonly sample: Tensor
  readonly output: Tensor
  /** Mean change of the answer for a mean change of the sample of 1; 0 until two answers were seen. */
  readonly rate: number
  /** Relative change that has added up since the last answer. */
  readonly drift: number
  /** Steps without the model so far. */
  readonly skipped: number
}

interface ReuseRequest {
  readonly options: ReuseOptions
  readonly sample: Tensor
  /** Part of the run that is done, 0..1. */
  readonly progress: number
  readonly memory: ReuseMemory | undefined
}

/**
 * The answer to a sample without asking the model: the last one, moved by what separated answer and sample then.
 * @returns undefined when the model has to be asked
 */
export function reusedAnswer(request: ReuseRequest): { output: Tensor; memory: ReuseMemory } | undefined {
  const { options, sample, progress, memory } = request
  if (!memory || memory.rate === 0 || progress < options.from || progress >= options.to) return undefined
  const drift = memory.drift + (memory.rate * meanDistance(sample, memory.sample)) / meanSize(memory.output)
  if (drift >= options.threshold) return undefined
  const output = combine(
    memory.output,
    combine(sample, memory.sample, (now, then) => now - then),
    (a, b) => a + b,
  )
  return { output, memory: { ...memory, drift, skipped: memory.skipped + 1, sample, output } }
}

/** What to remember of a step in which the model was asked. */
export function rememberAnswer(
  { sample, output }: { readonly sample: Tensor; readonly output: Tensor },
  before: ReuseMemory | undefined,
): ReuseMemory {
  const moved = before ? meanDistance(sample, before.sample) : 0
  const rate = before && moved > 0 ? meanDistance(output, before.output) / moved : 0
  return { sample, output, rate, drift: 0, skipped: before?.skipped ?? 0 }
}

function meanDistance(a: Tensor, b: Tensor): number {
  let sum = 0
  for (let at = 0; at < a.data.length; at += 1) sum += Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0))
  return sum / a.data.length
}

function meanSize({ data }: Tensor): number {
  return data.reduce((sum, value) => sum + Math.abs(value), 0) / data.length + 1e-12
}
