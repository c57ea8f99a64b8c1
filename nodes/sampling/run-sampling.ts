import type { Conditioning, LatentToRgb } from '../../models/define-family.ts'
import { denoise, type DenoiseStep, SampleNotFinite } from '../../models/denoise.ts'
import type { DenoiseInput } from '../../models/denoise-input.ts'
import { startNoise } from '../../models/noise-layout.ts'
import { normalStream } from '../../models/random.ts'
import { mapTensor } from '../../models/tensor-math.ts'
import type { Tensor } from '../../models/tensor.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { fpsNumber } from '../../workflows/asset.ts'
import type { StoredValue } from '../define-socket.ts'
import type { LoadedModel, RunContext } from '../run-context.ts'
import type { Guider } from '../sockets/guider.socket.ts'
import type { Latent } from '../sockets/latent.socket.ts'
import type { ModelRef } from '../sockets/model.socket.ts'
import type { Noise } from '../sockets/noise.socket.ts'
import type { Schedule } from '../sockets/schedule.socket.ts'
import { goOn, type SamplingStart } from './go-on.ts'
import type { GivenFrames } from './known-inputs.ts'
import { latentWindows } from './latent-windows.ts'
import { stepReporter } from './report-step.ts'
import { firstRowOf, lastRowOf, rowsOf } from './sampling-schedule.ts'
import { readSamplingState, type SamplingState, writeSamplingState } from './sampling-state.ts'

export interface SamplingRequest {
  readonly model: LoadedModel
  /** How the model is to be run. */
  readonly ref: ModelRef
  readonly latent: Latent
  readonly noise: Noise
  readonly schedule: Schedule
  readonly positive: readonly Conditioning[]
  readonly negative: readonly Conditioning[]
  /** The empty prompt, for guidances that ask for it. */
  readonly empty?: readonly Conditioning[]
  readonly guider: Guider
  readonly given: GivenFrames
  /** 1 makes all anew; less keeps that much of the latent that was given. */
  readonly strength: number
  /** Steps to do, in place of all that the strength asks for. */
  readonly steps?: { readonly first: number; readonly last: number }
  /** False when the latent comes with its noise already. */
  readonly addsNoise?: boolean
  /** Whether noise that is left after the last step stays in the latent. */
  readonly keepsNoise?: boolean
  /** The latent lies within a longer video. */
  readonly isInside?: boolean
  /** For moving previews. */
  readonly previewMap?: LatentToRgb | undefined
  readonly context: RunContext
}

export interface Sampled {
  /** [1, C, T, H, W] */
  readonly tensor: Tensor
  /** Steps that did without the model; undefined when none may. */
  readonly reusedSteps?: number | undefined
}

/** @throws UserFailure `sample-not-finite`; whatever `breathe` throws when the run is cancelled */
export async function runSampling(request: SamplingRequest): Promise<Sampled> {
  const { latent, guider, context } = request
  const plan = planOf(request)
  const { schedule, firstRow, lastRow } = plan
  const stream = normalStream(request.noise.seed)
  // The first draw of the seed's stream is the start noise, whatever is made of it.
  const drawn = stream.next(latent.tensor.dims)
  const { layout, variation } = request.noise
  const noise = layout || variation ? startNoise(request.noise, latent.tensor.dims) : drawn
  const left = await context.checkpoint.restore()
  const start = left ? goOn(sameSize(left, latent), schedule, guider.guidance) : begin(request, plan, noise)
  for (let draw = 0; draw < start.draws; draw += 1) stream.next(latent.tensor.dims)
  let { sample, draws } = start
  let reusedSteps: number | undefined
  const freshNoise = () => {
    draws += 1
    return stream.next(latent.tensor.dims)
  }
  const report = stepReporter(request)
  const steps = denoise({ ...denoiseInput(request, plan), ...start, baseNoise: noise, freshNoise })
  try {
    for await (const step of steps) {
      const row = step.index + 1
      sample = row === lastRow && request.keepsNoise !== true ? finished(step, plan) : step.sample
      await report(step, { done: row - firstRow, total: lastRow - firstRow })
      const { memories } = step
      reusedSteps = memories.reuse?.skipped
      const reached = sample
      context.checkpoint.offer(row, () =>
        writeSamplingState({
          row,
          sample: reached,
          memories,
          draws,
          schedule,
          guidance: guider.guidance,
        }),
      )
      await context.breathe()
    }
  } catch (thrown) {
    throw thrown instanceof SampleNotFinite
      ? new UserFailure('sample-not-finite', { step: thrown.step }, { port: 'model', cause: thrown })
      : thrown
  }
  return { tensor: sample, reusedSteps }
}

/** A fork may change what the latent is made of, not its shape. @throws UserFailure `fork-other-size` */
function sameSize(left: StoredValue, { tensor: { dims } }: Latent): SamplingState {
  const state = readSamplingState(left)
  const [given, wanted] = [state?.sample.dims.join('×') ?? '…', dims.join('×')]
  if (state && given === wanted) return state
  throw new UserFailure('fork-other-size', { given, wanted }, { port: 'latent' })
}

type Plan = Pick<DenoiseInput, 'scheduler' | 'schedule'> & {
  readonly firstRow: number
  readonly lastRow: number
}

function planOf({ model, latent, schedule: wanted, strength, steps, context }: SamplingRequest): Plan {
  const scheduler = context.models.scheduler(wanted.scheduler)
  const schedule = rowsOf(scheduler, wanted, { ...model, dims: latent.tensor.dims })
  const { rowsPerStep = 1 } = scheduler
  const end = lastRowOf(schedule, wanted, scheduler)
  if (!steps)
    return { scheduler, schedule, firstRow: firstRowOf(scheduler, wanted.steps, strength), lastRow: end }
  const [firstRow, lastRow] = [steps.first * rowsPerStep, Math.min(steps.last * rowsPerStep, end)]
  return { scheduler, schedule, firstRow, lastRow }
}

function denoiseInput(request: SamplingRequest, plan: Plan): Omit<DenoiseInput, 'sample' | 'baseNoise'> {
  const { model, ref, latent, guider, given, context } = request
  const { family, sessions } = model
  return {
    ...{ family, sessions, ...plan },
    ...{ positive: request.positive, negative: request.negative, empty: request.empty },
    guidance: context.models.guidance(guider.guidance),
    ...{ scale: guider.scale, options: guider.options, passes: guider.passes },
    ...{ known: given.latents, beside: given.beside },
    windows: ref.windows && latentWindows(ref.windows, family.frameStride(sessions.configs)),
    ...{ reuse: ref.reuse, circular: latent.circular, isInside: request.isInside },
    repaint: latent.mask && { source: latent.tensor, mask: latent.mask },
    framesPerSecond: fpsNumber(latent.fps),
  }
}

/** What the last step believes in, where the sampling ends before its schedule does. */
function finished(step: DenoiseStep, { schedule, lastRow }: Plan): Tensor {
  return lastRow < schedule.timesteps.length ? step.clean() : step.sample
}

function begin(request: SamplingRequest, plan: Plan, noise: Tensor): SamplingStart {
  const { firstRow, lastRow } = plan
  const isDone = firstRow >= lastRow || request.addsNoise === false
  const sample = isDone ? request.latent.tensor : noisy(request, plan, noise)
  return { firstRow, sample, memories: {}, draws: 0 }
}

function noisy(
  { latent, schedule: wanted }: SamplingRequest,
  { scheduler, schedule, firstRow }: Plan,
  noise: Tensor,
) {
  const beginsLate = wanted.sigmas !== undefined && (wanted.sigmas[0] ?? 1) < 1
  if (firstRow === 0 && !beginsLate) return mapTensor(noise, (value) => value * schedule.initScale)
  return scheduler.addNoise({ clean: latent.tensor, noise, schedule, index: firstRow })
}
