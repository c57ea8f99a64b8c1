import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SchedulerMemory,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { cleanOf, limited, noiseOf } from './clean-sample.ts'
import { noisedAt } from './dpm-config.ts'
import { staticShift, toTerminal } from './flow-match-sigmas.ts'
import { noiseTable } from './noise-table.ts'
import { configReader, finalSigmaKeys, flag, key } from './scheduler-keys.ts'
import { answersIn, numberIn, tensorIn, withAnswers } from './solver-memory.ts'
import { flowShiftOf, partsAt, solverLevelKeys, solverLevels } from './solver-levels.ts'
import { linspace } from './timestep-spacing.ts'
import { unipcCorrect, unipcPredict } from './unipc-update.ts'

const { fround } = Math

const configOf = configReader(
  z.object({
    ...solverLevelKeys,
    ...finalSigmaKeys,
    predict_x0: flag(true),
    solver_type: key(z.enum(['bh1', 'bh2', 'midpoint', 'heun', 'logrho']), 'bh2').transform((type) =>
      type === 'bh1' ? type : 'bh2',
    ),
    lower_order_final: flag(true),
    disable_corrector: key(z.array(z.number()), []),
  }),
)
type UniPcConfig = ReturnType<typeof configOf>

/** Unified predictor and corrector: each answer also corrects the step before, at no extra cost (Zhao et al. 2023). */
export const unipcMultistep = defineScheduler({
  id: 'unipc-multistep',
  className: 'UniPCMultistepScheduler',
  flow: 'by-config',
  label: { en: 'UniPC', 'zh-CN': 'UniPC' },
  schedule,
  step,
  addNoise: ({ clean, noise, schedule, index }) =>
    noisedAt(clean, noise, {
      sigma: schedule.sigmas[index] ?? 0,
      isFlow: configOf(schedule.config).use_flow_sigmas,
    }),
  predictClean,
})

export default unipcMultistep

function schedule(request: ScheduleRequest): SigmaSchedule {
  const config = configOf(request.config)
  const { timesteps, sigmas } = solverLevels(config, request, {
    roundsCurves: true,
    flow: (steps, given) => flowSigmas(config, request, given ?? evenLevels(config, steps)),
  })
  return {
    scheduler: 'unipc-multistep',
    config: request.config,
    timesteps,
    sigmas: [...sigmas, lastSigma(config, sigmas)].map(fround),
    initScale: 1,
  }
}

function evenLevels({ num_train_timesteps: count }: UniPcConfig, steps: number): readonly number[] {
  return linspace(1, 1 / count, steps + 1).slice(0, -1)
}

/** A level of exactly 1 has no signal, and its logarithm is infinite. */
const justBelowOne = 1e-6

function flowSigmas(
  config: UniPcConfig,
  request: ScheduleRequest,
  levels: readonly number[],
): readonly number[] {
  const shift = flowShiftOf(config, request)
  const shifted = toTerminal(
    levels.map((sigma) => staticShift(sigma, shift)),
    config.shift_terminal,
  )
  return shifted.map((sigma, index) =>
    index === 0 && Math.abs(sigma - 1) < justBelowOne ? sigma - justBelowOne : sigma,
  )
}

/**
 * The kinds B(h) = h and those of noise are not numbers when σ ends at 0 (diffusers returns NaN); they end at the
 * lowest level instead.
 */
function lastSigma(config: UniPcConfig, sigmas: readonly number[]): number {
  const canEndAtZero = config.solver_type === 'bh2' && config.predict_x0
  if (config.final_sigmas_type === 'zero' && canEndAtZero) return 0
  const isCurved = config.use_karras_sigmas || config.use_exponential_sigmas || config.use_beta_sigmas
  return isCurved || config.use_flow_sigmas ? (sigmas.at(-1) ?? 0) : (noiseTable(config).sigmas[0] ?? 0)
}

function step(request: StepRequest): { sample: Tensor; memory: SchedulerMemory } {
  const { schedule, index, memory } = request
  const config = configOf(schedule.config)
  const answer = integrated(request)
  const before = answersIn(memory)
  const sample = corrected(request, answer, before)
  const answers = [answer, ...before].slice(0, config.solver_order)
  const rows = schedule.timesteps.length
  const allowed = config.lower_order_final ? Math.min(config.solver_order, rows - index) : config.solver_order
  const isEnd = schedule.sigmas[index + 1] === 0
  const order = isEnd ? 1 : Math.min(allowed, before.length + 1)
  const next = unipcPredict({ config, sigmas: schedule.sigmas, index, sample, answers, order })
  return { sample: next, memory: { ...withAnswers(answers), sample, order } }
}

/** The sample again, now that the model's answer at its end is known. */
function corrected(
  { schedule, index, sample, memory }: StepRequest,
  answer: Tensor,
  answers: readonly Tensor[],
): Tensor {
  const config = configOf(schedule.config)
  const last = tensorIn(memory, 'sample')
  const order = numberIn(memory, 'order')
  if (!last || order === undefined || config.disable_corrector.includes(index - 1)) return sample
  return unipcCorrect({ config, sigmas: schedule.sigmas, index, sample: last, answers, order }, answer)
}

function integrated(request: StepRequest): Tensor {
  const { schedule, index, sample, output } = request
  const config = configOf(schedule.config)
  if (config.predict_x0) return predictClean(request)
  const parts = partsAt(schedule.sigmas[index] ?? 0, config.use_flow_sigmas)
  return noiseOf({ prediction: config.prediction_type, sample, output, ...parts })
}

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  const config = configOf(schedule.config)
  const parts = partsAt(schedule.sigmas[index] ?? 0, config.use_flow_sigmas)
  return limited(cleanOf({ prediction: config.prediction_type, sample, output, ...parts }), config)
}
