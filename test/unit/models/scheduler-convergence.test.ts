import { describe, expect, it } from 'vitest'
import type { Scheduler, SchedulerMemory, SigmaSchedule } from '../../../models/define-scheduler.ts'
import { normalStream } from '../../../models/random.ts'
import cogvideoxDdim from '../../../models/schedulers/cogvideox-ddim.scheduler.ts'
import cogvideoxDpm from '../../../models/schedulers/cogvideox-dpm.scheduler.ts'
import ddim from '../../../models/schedulers/ddim.scheduler.ts'
import ddpm from '../../../models/schedulers/ddpm.scheduler.ts'
import deis from '../../../models/schedulers/deis-multistep.scheduler.ts'
import dpmMulti from '../../../models/schedulers/dpm-solver-multistep.scheduler.ts'
import dpmSingle from '../../../models/schedulers/dpm-solver-singlestep.scheduler.ts'
import eulerAncestral from '../../../models/schedulers/euler-ancestral.scheduler.ts'
import euler from '../../../models/schedulers/euler.scheduler.ts'
import flowEuler from '../../../models/schedulers/flow-match-euler.scheduler.ts'
import flowHeun from '../../../models/schedulers/flow-match-heun.scheduler.ts'
import heun from '../../../models/schedulers/heun.scheduler.ts'
import kdpm2Ancestral from '../../../models/schedulers/kdpm2-ancestral.scheduler.ts'
import kdpm2 from '../../../models/schedulers/kdpm2.scheduler.ts'
import lms from '../../../models/schedulers/lms.scheduler.ts'
import ltxAncestral from '../../../models/schedulers/ltx-euler-ancestral-rf.scheduler.ts'
import unipc from '../../../models/schedulers/unipc-multistep.scheduler.ts'
import { tensor, type Tensor } from '../../../models/tensor.ts'

/**
 * A world whose right answer is known: clean samples are normal with this spread. The best model's answer is then
 * linear, and an exact solver keeps x / √(α²s² + σ²) as it is. An error in a coefficient shows as a lost order.
 */
const spread = 0.5

type Kind = 'variance-preserving' | 'variance-exploding' | 'flow' | 'training-step'

function signal(kind: Kind, sigma: number): { alpha: number; noise: number } {
  if (kind === 'flow') return { alpha: 1 - sigma, noise: sigma }
  if (kind === 'training-step') return { alpha: Math.sqrt(1 - sigma ** 2), noise: sigma }
  if (kind === 'variance-exploding') return { alpha: 1, noise: sigma }
  const alpha = 1 / Math.sqrt(1 + sigma ** 2)
  return { alpha, noise: sigma * alpha }
}

function width(kind: Kind, sigma: number): number {
  const { alpha, noise } = signal(kind, sigma)
  return Math.hypot(alpha * spread, noise)
}

interface Asked {
  readonly kind: Kind
  readonly sample: Tensor
  readonly sigma: number
  readonly prediction: string
}

function bestAnswer({ kind, sample, sigma, prediction }: Asked): Tensor {
  const { alpha, noise } = signal(kind, sigma)
  const clean = (alpha * spread ** 2) / width(kind, sigma) ** 2
  const dirt = (1 - alpha * clean) / noise
  // Models were trained on the variance-preserving sample, whatever the solver's own view of it.
  const trained = kind === 'variance-exploding' ? signal('variance-preserving', sigma) : { alpha, noise }
  const factors = new Map([
    ['epsilon', dirt],
    ['sample', clean],
    ['v_prediction', trained.alpha * dirt - trained.noise * clean],
    ['flow_prediction', dirt - clean],
  ])
  const factor = factors.get(prediction) ?? NaN
  return tensor(
    sample.dims,
    sample.data.map((x) => x * factor),
  )
}

interface World {
  readonly scheduler: Scheduler
  readonly kind: Kind
  readonly config: { readonly [key: string]: unknown; readonly prediction_type?: string }
}

/** Runs to the last row, not to the end: its own step is of lower order by design. */
function walk({ scheduler, kind, config }: World, schedule: SigmaSchedule, start: Tensor): Tensor {
  const stream = normalStream(7)
  let sample = start
  let memory: SchedulerMemory
  for (let index = 0; index < schedule.timesteps.length - 1; index += 1) {
    const sigma = schedule.sigmas[index] ?? 0
    const output = bestAnswer({ kind, sample, sigma, prediction: config.prediction_type ?? 'epsilon' })
    const noise = () => stream.next(start.dims)
    const stepped = scheduler.step({ schedule, index, sample, output, noise, memory })
    sample = stepped.sample
    memory = stepped.memory
  }
  return sample
}

/** Relative error of a whole run. */
function errorOf(world: World, steps: number): number {
  const schedule = world.scheduler.schedule({ config: world.config, steps })
  const first = width(world.kind, schedule.sigmas[0] ?? 0)
  const found = walk(world, schedule, tensor([1, 1, 1], new Float32Array([first]))).data[0] ?? NaN
  return Math.abs(found / width(world.kind, schedule.sigmas[schedule.timesteps.length - 1] ?? 0) - 1)
}

const even = {
  use_exponential_sigmas: true,
  sigma_min: 0.1,
  sigma_max: 20,
  lower_order_final: false,
  final_sigmas_type: 'sigma_min',
}
const vp = (scheduler: Scheduler, config: object) => ({
  scheduler,
  kind: 'variance-preserving' as const,
  config: { ...even, ...config },
})
const ve = (scheduler: Scheduler, config: object = {}) => ({
  scheduler,
  kind: 'variance-exploding' as const,
  config: { ...even, ...config },
})
const flow = (scheduler: Scheduler, config: object = {}) => ({
  scheduler,
  kind: 'flow' as const,
  config: { prediction_type: 'flow_prediction', ...config },
})

const byStep = (scheduler: Scheduler, config: object = {}) => ({
  scheduler,
  kind: 'training-step' as const,
  config: { clip_sample: false, timestep_spacing: 'trailing', ...config },
})

const ordered: readonly (readonly [string, number, World])[] = [
  ...(['dpmsolver++', 'dpmsolver'] as const).flatMap((algorithm_type) =>
    (['midpoint', 'heun'] as const).flatMap((solver_type) =>
      [1, 2, 3].flatMap((solver_order) =>
        (['epsilon', 'v_prediction', 'sample'] as const).flatMap((prediction_type) => {
          const config = { algorithm_type, solver_type, solver_order, prediction_type }
          const name = Object.values(config).join(' ')
          return [
            // The field's third-order multistep takes half of its curvature term, and is of second order with it.
            [`DPM multistep ${name}`, Math.min(solver_order, 2), vp(dpmMulti, config)] as const,
            [`DPM singlestep ${name}`, solver_order, vp(dpmSingle, config)] as const,
          ]
        }),
      ),
    ),
  ),
  ...[1, 2, 3].flatMap((solver_order) => [
    [`DEIS ${solver_order}`, solver_order, vp(deis, { solver_order })] as const,
    ...(['bh1', 'bh2'] as const).flatMap((solver_type) =>
      [true, false].map((predict_x0) => {
        const config = { solver_order, solver_type, predict_x0 }
        return [
          `UniPC ${Object.values(config).join(' ')}`,
          Math.min(solver_order + 1, 3),
          vp(unipc, config),
        ] as const
      }),
    ),
  ]),
  ['Euler', 1, ve(euler)],
  ['Euler v', 1, ve(euler, { prediction_type: 'v_prediction' })],
  ['Euler sample', 1, ve(euler, { prediction_type: 'sample' })],
  ['Heun', 2, ve(heun)],
  ['KDPM2', 2, ve(kdpm2)],
  ['LMS', 4, ve(lms)],
  ['LMS 2', 2, ve(lms, { order: 2 })],
  ['DDIM', 1, byStep(ddim)],
  ['DDIM v', 1, byStep(ddim, { prediction_type: 'v_prediction' })],
  // Even training steps end in a long step of signal-to-noise, whose error falls slowly.
  ['CogVideoX DDIM', 0.8, byStep(cogvideoxDdim, { prediction_type: 'v_prediction' })],
  ['Flow Euler', 1, flow(flowEuler)],
  ['Flow Heun', 2, flow(flowHeun)],
  ['UniPC flow', 2, flow(unipc, { use_flow_sigmas: true, flow_shift: 3, lower_order_final: false })],
  // Its first step is a leap in signal-to-noise, so that the order shows late.
  ['DPM flow', 1, flow(dpmMulti, { use_flow_sigmas: true, flow_shift: 3, lower_order_final: false })],
]

/** What float32 cannot get below over a hundred steps. */
const floor = 3e-6

describe('a deterministic solver comes nearer to the exact answer by its own order', () => {
  it.each(ordered)('%s (order %s)', (_, order, world) => {
    const coarse = errorOf(world, 50)
    const fine = errorOf(world, 100)
    expect(coarse).toBeLessThan(0.05)
    if (fine > floor) expect(Math.log2(coarse / fine)).toBeGreaterThan(order - 0.35)
  })
})

const stochastic: readonly (readonly [string, World])[] = [
  ...(['sde-dpmsolver++', 'sde-dpmsolver'] as const).flatMap((algorithm_type) =>
    (['midpoint', 'heun'] as const).flatMap((solver_type) =>
      [1, 2, 3].map((solver_order) => {
        const config = { algorithm_type, solver_type, solver_order }
        return [`DPM multistep ${Object.values(config).join(' ')}`, vp(dpmMulti, config)] as const
      }),
    ),
  ),
  ['DPM singlestep sde', vp(dpmSingle, { algorithm_type: 'sde-dpmsolver++', solver_order: 2 })],
  ['DDPM', byStep(ddpm)],
  ['DDPM v', byStep(ddpm, { prediction_type: 'v_prediction' })],
  ['DDIM, stochastic', byStep(ddim, { eta: 1 })],
  ['CogVideoX DPM', byStep(cogvideoxDpm, { prediction_type: 'v_prediction' })],
  ['Euler ancestral', ve(eulerAncestral)],
  ['Euler with stirred noise', ve(euler, { s_churn: 10 })],
  ['KDPM2 ancestral', ve(kdpm2Ancestral)],
  ['LTX ancestral', flow(ltxAncestral)],
]

describe('a stochastic solver keeps the spread of the samples', () => {
  it.each(stochastic)('%s', (_, world) => {
    const schedule = world.scheduler.schedule({ config: world.config, steps: 100 })
    const first = width(world.kind, schedule.sigmas[0] ?? 0)
    const start = normalStream(1).next([1, 1, 4_000])
    const wide = tensor(
      start.dims,
      start.data.map((x) => x * first),
    )
    const { data } = walk(world, schedule, wide)
    const found = Math.sqrt(data.reduce((sum, x) => sum + x ** 2, 0) / data.length)
    const wanted = width(world.kind, schedule.sigmas[schedule.timesteps.length - 1] ?? 0)
    expect(Math.abs(found / wanted - 1)).toBeLessThan(0.1)
  })
})
