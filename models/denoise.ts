import type { Conditioning, Family, KnownLatents, ModelSessions } from './define-family.ts'
import type { Guidance, GuidanceMemory } from './define-guidance.ts'
import type { Scheduler, SchedulerMemory, SigmaSchedule } from './define-scheduler.ts'
import { sliceFrames, videoDims } from './frame-axis.ts'
import { withKnown } from './known-latents.ts'
import { allFinite } from './tensor-math.ts'
import type { Tensor } from './tensor.ts'
import { activeAt, weightedMean } from './weighted-conditioning.ts'

/** What solver and guidance remember between rows; plain data, so that a checkpoint can hold it. */
export interface DenoiseMemories {
  readonly solver?: SchedulerMemory
  readonly guidance?: GuidanceMemory
}

export interface DenoiseInput {
  readonly family: Family
  readonly sessions: ModelSessions
  readonly scheduler: Scheduler
  readonly schedule: SigmaSchedule
  /** [1, C, T, H, W] at the noise level of `firstRow` */
  readonly sample: Tensor
  /** Row to begin with, above 0 for video to video and for what goes on from a checkpoint. */
  readonly firstRow?: number
  /** Those of the step before `firstRow`, so that the loop goes on as if it had never stopped. */
  readonly memories?: DenoiseMemories
  readonly positive: readonly Conditioning[]
  readonly negative: readonly Conditioning[]
  readonly guidance: Guidance
  readonly scale: number
  readonly known?: readonly KnownLatents[]
  /** The noise the sample was made with, for known frames that are replaced. */
  readonly baseNoise: Tensor
  /** Fresh noise for stochastic solvers. */
  readonly freshNoise?: () => Tensor
}

export interface DenoiseStep {
  /** Row of the schedule that was done, from 0. */
  readonly index: number
  readonly sample: Tensor
  /** With `sample` and row `index + 1`, all the loop needs to go on from here. */
  readonly memories: DenoiseMemories
  /** The clean sample this step believes in, for previews. */
  clean(): Tensor
}

/** The model's answer was NaN or infinite. */
export class SampleNotFinite extends Error {
  override readonly name = 'SampleNotFinite'
  readonly step: number

  constructor(step: number) {
    super(`The model answered with NaN or infinity at step ${step}.`)
    this.step = step
  }
}

/**
 * The one denoise loop: every family, solver and guidance runs through it, a row of the schedule at a time.
 * @throws SampleNotFinite
 */
export async function* denoise(input: DenoiseInput): AsyncGenerator<DenoiseStep, void, undefined> {
  const { scheduler, schedule, firstRow = 0, freshNoise: noise } = input
  let { sample, memories = {} } = input
  for (let index = firstRow; index < schedule.timesteps.length; index += 1) {
    const placed = withKnownAt(input, sample, index)
    const { output, memory: guidance } = await evaluate(input, { placed, index, memory: memories.guidance })
    if (!allFinite(output)) throw new SampleNotFinite(index + 1)
    const request = { schedule, index, sample: placed, output, noise, memory: memories.solver }
    const stepped = scheduler.step(request)
    memories = { solver: stepped.memory, guidance }
    sample = withKnownAt(input, stepped.sample, index + 1)
    const clean = () => withKnown(scheduler.predictClean(request), input.known ?? [])
    yield { index, sample, memories, clean }
  }
}

interface Row {
  readonly placed: Tensor
  readonly index: number
  readonly memory: GuidanceMemory
}

interface GuidedAnswer {
  readonly output: Tensor
  readonly memory?: GuidanceMemory
}

/** The model's guided answer for one row, and what the guidance remembers of it. */
async function evaluate(input: DenoiseInput, { placed, index, memory }: Row): Promise<GuidedAnswer> {
  const { family, sessions, scheduler, schedule, guidance, scale, known = [] } = input
  const progress = index / schedule.timesteps.length
  const positive = activeAt(input.positive, progress)
  const negative = guidance.needsNegative(scale) ? activeAt(input.negative, progress) : []
  const outputs = await family.denoise(
    {
      sample: scheduler.scaleInput?.(placed, schedule, index) ?? placed,
      sigma: schedule.sigmas[index] ?? 0,
      timestep: schedule.timesteps[index] ?? 0,
      conditionings: [...positive, ...negative].map((conditioning) => [conditioning]),
      known,
    },
    sessions,
  )
  const wanted = weightedMean(outputs.slice(0, positive.length), positive)
  if (negative.length === 0) return { output: wanted, memory }
  const unwanted = weightedMean(outputs.slice(positive.length), negative)
  const request = { positive: wanted, negative: unwanted, scale, memory }
  return { output: guidance.guide(request), memory: guidance.remember?.(request) }
}

/** Known frames as the family wants to see them: clean beside a mask, or with the noise of this row. */
function withKnownAt(input: DenoiseInput, sample: Tensor, index: number): Tensor {
  const { family, sessions, scheduler, schedule, baseNoise, known = [] } = input
  if (known.length === 0) return sample
  const way = family.knownFrames(sessions.configs)
  const isOver = index >= schedule.timesteps.length
  if (way === 'mask' || isOver) return withKnown(sample, known)
  if (way === 'concat') return sample
  const noised = scheduler.addNoise({ clean: withKnown(sample, known), noise: baseNoise, schedule, index })
  const parts = known.map((part) => ({
    ...part,
    latent: sliceFrames(noised, part.at, videoDims(part.latent.dims).frames),
  }))
  return withKnown(sample, parts)
}
