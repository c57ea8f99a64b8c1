import type { DenoiseInput, DenoiseMemories } from './denoise-input.ts'
import { guidedAnswer } from './guided-answer.ts'
import { withKnown } from './known-latents.ts'
import { pinned } from './pin-known.ts'
import { allFinite } from './tensor-math.ts'
import type { Tensor } from './tensor.ts'

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
  const { scheduler, schedule, firstRow = 0, lastRow = schedule.timesteps.length, freshNoise: noise } = input
  let { sample, memories = {} } = input
  for (let index = firstRow; index < lastRow; index += 1) {
    const placed = pinned(input, sample, index)
    const { output, memories: remembered } = await guidedAnswer(input, { sample: placed, index }, memories)
    if (!allFinite(output)) throw new SampleNotFinite(index + 1)
    const request = { schedule, index, sample: placed, output, noise, memory: memories.solver }
    const stepped = scheduler.step(request)
    memories = { ...remembered, solver: stepped.memory }
    sample = pinned(input, stepped.sample, index + 1)
    const clean = () => withKnown(scheduler.predictClean(request), input.known ?? [])
    yield { index, sample, memories, clean }
  }
}
