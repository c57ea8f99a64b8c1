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
import { deisUpdate } from './deis-update.ts'
import { noisedAt } from './dpm-config.ts'
import { noiseTable } from './noise-table.ts'
import { configReader, flag } from './scheduler-keys.ts'
import { answersIn, withAnswers } from './solver-memory.ts'
import { dpmFlowSigmas, flowShiftOf, partsAt, solverLevelKeys, solverLevels } from './solver-levels.ts'

const { fround } = Math

const configOf = configReader(z.object({ ...solverLevelKeys, lower_order_final: flag(true) }))

/** Exponential integrator with a polynomial in log ρ through the last answers (Zhang and Chen 2023, ρAB-DEIS). */
export const deisMultistep = defineScheduler({
  id: 'deis-multistep',
  className: 'DEISMultistepScheduler',
  flow: 'by-config',
  label: { en: 'DEIS', 'zh-CN': 'DEIS' },
  schedule,
  step,
  addNoise: ({ clean, noise, schedule, index }) =>
    noisedAt(clean, noise, {
      sigma: schedule.sigmas[index] ?? 0,
      isFlow: configOf(schedule.config).use_flow_sigmas,
    }),
  predictClean,
})

export default deisMultistep

/** It ends at the lowest level: its polynomial is in log σ. */
function schedule(request: ScheduleRequest): SigmaSchedule {
  const config = configOf(request.config)
  const { timesteps, sigmas } = solverLevels(config, request, {
    roundsCurves: true,
    flow: dpmFlowSigmas(config.num_train_timesteps, flowShiftOf(config, request)),
  })
  const isCurved = config.use_karras_sigmas || config.use_exponential_sigmas || config.use_beta_sigmas
  const repeatsLast = isCurved || config.use_flow_sigmas
  const last = repeatsLast ? sigmas.at(-1) : noiseTable(config).sigmas[0]
  return {
    scheduler: 'deis-multistep',
    config: request.config,
    timesteps,
    sigmas: [...sigmas, last ?? 0].map(fround),
    initScale: 1,
  }
}

function step(request: StepRequest): { sample: Tensor; memory: SchedulerMemory } {
  const { schedule, index, sample, memory } = request
  const config = configOf(schedule.config)
  const parts = partsAt(schedule.sigmas[index] ?? 0, config.use_flow_sigmas)
  const answer = noiseOf({ prediction: 'sample', sample, output: predictClean(request), ...parts })
  const answers = [answer, ...answersIn(memory)].slice(0, config.solver_order)
  const left = schedule.timesteps.length - index
  const isShort = config.lower_order_final && schedule.timesteps.length < 15
  const order = isShort ? Math.min(left, answers.length) : answers.length
  const levels = [index + 1, index, index - 1, index - 2].map((row) =>
    partsAt(schedule.sigmas[row] ?? 0, config.use_flow_sigmas),
  )
  return {
    sample: deisUpdate({ sample, answers: answers.slice(0, order), levels }),
    memory: withAnswers(answers),
  }
}

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  const config = configOf(schedule.config)
  const parts = partsAt(schedule.sigmas[index] ?? 0, config.use_flow_sigmas)
  return limited(cleanOf({ prediction: config.prediction_type, sample, output, ...parts }), config)
}
