import type { Conditioning, KnownLatents } from '../../models/define-family.ts'
import type { Scheduler, SigmaSchedule } from '../../models/define-scheduler.ts'
import { denoise, type DenoiseStep, SampleNotFinite } from '../../models/denoise.ts'
import cfg from '../../models/guidance/cfg.guidance.ts'
import { latentPictures } from '../../models/latent-preview.ts'
import { normalStream } from '../../models/random.ts'
import { mapTensor } from '../../models/tensor-math.ts'
import type { Tensor } from '../../models/tensor.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { LoadedModel, RunContext } from '../run-context.ts'
import type { Latent } from '../sockets/latent.socket.ts'
import type { Schedule } from '../sockets/schedule.socket.ts'
import { goOn, type SamplingStart } from './go-on.ts'
import { readSamplingState, writeSamplingState } from './sampling-state.ts'

export interface SamplingRequest {
  readonly model: LoadedModel
  readonly latent: Latent
  readonly seed: number
  readonly schedule: Schedule
  readonly positive: readonly Conditioning[]
  readonly negative: readonly Conditioning[]
  readonly known: readonly KnownLatents[]
  readonly guidance: number
  /** 1 makes all anew; less keeps that much of the latent that was given. */
  readonly strength: number
  readonly context: RunContext
}

/** @throws UserFailure `sample-not-finite`; whatever `breathe` throws when the run is cancelled */
export async function runSampling(request: SamplingRequest): Promise<Tensor> {
  const { model, latent, schedule: wanted, context } = request
  const scheduler = context.models.scheduler(wanted.scheduler)
  const schedule = makeSchedule(scheduler, request)
  const firstRow = startRow(scheduler, wanted.steps, request.strength)
  const stream = normalStream(request.seed)
  const noise = stream.next(latent.tensor.dims)
  const left = await context.checkpoint.restore()
  const start = left
    ? goOn(readSamplingState(left), schedule, cfg.id)
    : begin(request, { scheduler, schedule, firstRow, noise })
  for (let draw = 0; draw < start.draws; draw += 1) stream.next(latent.tensor.dims)
  let { sample, draws } = start
  const steps = denoise({
    ...{ family: model.family, sessions: model.sessions, scheduler, schedule, ...start },
    ...{ positive: request.positive, negative: request.negative, known: request.known },
    ...{ guidance: cfg, scale: request.guidance, baseNoise: noise },
    freshNoise: () => {
      draws += 1
      return stream.next(latent.tensor.dims)
    },
  })
  try {
    for await (const step of steps) {
      sample = step.sample
      const row = step.index + 1
      report(request, step, { done: row - firstRow, total: schedule.timesteps.length - firstRow })
      const { memories } = step
      context.checkpoint.offer(row, () =>
        writeSamplingState({ row, sample: step.sample, memories, draws, schedule, guidance: cfg.id }),
      )
      await context.breathe()
    }
  } catch (thrown) {
    throw thrown instanceof SampleNotFinite
      ? new UserFailure('sample-not-finite', { step: thrown.step }, { cause: thrown })
      : thrown
  }
  return sample
}

function makeSchedule(scheduler: Scheduler, { model, latent, schedule }: SamplingRequest): SigmaSchedule {
  const { family, sessions } = model
  return scheduler.schedule({
    config: schedule.config,
    steps: schedule.steps,
    sigmas: schedule.sigmas ?? family.startSigmas?.(schedule.steps),
    sequenceLength: family.sequenceLength(latent.tensor.dims, sessions.configs),
  })
}

/** diffusers: the last int(steps · strength) steps are done. */
function startRow({ rowsPerStep = 1 }: Scheduler, steps: number, strength: number): number {
  return (steps - Math.min(Math.floor(steps * strength), steps)) * rowsPerStep
}

interface Start {
  readonly scheduler: Scheduler
  readonly schedule: SigmaSchedule
  readonly firstRow: number
  readonly noise: Tensor
}

function begin(request: SamplingRequest, start: Start): SamplingStart {
  const isDone = start.firstRow >= start.schedule.timesteps.length
  const sample = isDone ? request.latent.tensor : noisy(request, start)
  return { firstRow: start.firstRow, sample, memories: {}, draws: 0 }
}

function noisy({ latent }: SamplingRequest, { scheduler, schedule, firstRow, noise }: Start): Tensor {
  if (firstRow === 0) return mapTensor(noise, (value) => value * schedule.initScale)
  return scheduler.addNoise({ clean: latent.tensor, noise, schedule, index: firstRow })
}

interface Count {
  readonly done: number
  readonly total: number
}

function report(
  { model, latent, context }: SamplingRequest,
  step: DenoiseStep,
  { done, total }: Count,
): void {
  context.progress(done, total)
  const map = model.family.latentToRgb(model.sessions.configs)
  if (!map) return
  // Latent frames a second: all but the first stand for `stride` frames.
  const fps = { num: latent.fps.num, den: latent.fps.den * model.family.frameStride(model.sessions.configs) }
  context.preview(() => ({ ...latentPictures(step.clean(), map), fps, step: done }))
}
