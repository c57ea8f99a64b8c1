import type { Conditioning, Family, KnownLatents, ModelSessions } from './define-family.ts'
import type { Guidance } from './define-guidance.ts'
import type { Scheduler, SchedulerMemory, SigmaSchedule } from './define-scheduler.ts'
import { sliceFrames, videoDims } from './frame-axis.ts'
import { withKnown } from './known-latents.ts'
import { allFinite } from './tensor-math.ts'
import type { Tensor } from './tensor.ts'
import { activeAt, weightedMean } from './weighted-conditioning.ts'

export interface DenoiseInput {
  readonly family: Family
  readonly sessions: ModelSessions
  readonly scheduler: Scheduler
  readonly schedule: SigmaSchedule
  /** [1, C, T, H, W] at the noise level of `firstRow` */
  readonly sample: Tensor
  /** Row to begin with, above 0 for video to video. */
  readonly firstRow?: number
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
  let { sample } = input
  let memory: SchedulerMemory
  for (let index = firstRow; index < schedule.timesteps.length; index += 1) {
    const placed = withKnownAt(input, sample, index)
    const output = await evaluate(input, placed, index)
    if (!allFinite(output)) throw new SampleNotFinite(index + 1)
    const request = { schedule, index, sample: placed, output, noise, memory }
    const stepped = scheduler.step(request)
    memory = stepped.memory
    sample = withKnownAt(input, stepped.sample, index + 1)
    yield { index, sample, clean: () => withKnown(scheduler.predictClean(request), input.known ?? []) }
  }
}

/** The model's guided answer for one row. */
async function evaluate(input: DenoiseInput, placed: Tensor, index: number): Promise<Tensor> {
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
  if (negative.length === 0) return wanted
  const unwanted = weightedMean(outputs.slice(positive.length), negative)
  return guidance.guide({ positive: wanted, negative: unwanted, scale })
}

/** Known frames as the family wants to see them: clean beside a mask, or with the noise of this row. */
function withKnownAt(input: DenoiseInput, sample: Tensor, index: number): Tensor {
  const { family, scheduler, schedule, baseNoise, known = [] } = input
  if (known.length === 0) return sample
  const isOver = index >= schedule.timesteps.length
  if (family.knownFrames === 'mask' || isOver) return withKnown(sample, known)
  const noised = scheduler.addNoise({ clean: withKnown(sample, known), noise: baseNoise, schedule, index })
  const parts = known.map((part) => ({
    ...part,
    latent: sliceFrames(noised, part.at, videoDims(part.latent.dims).frames),
  }))
  return withKnown(sample, parts)
}
