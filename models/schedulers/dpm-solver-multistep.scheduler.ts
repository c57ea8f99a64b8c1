import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SchedulerMemory,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { cleanAnswer, dpmKeys, endsAtZero, integratedAnswer } from './dpm-config.ts'
import { dpmRows, noisedToRow } from './dpm-rows.ts'
import { multistepUpdate } from './dpm-multistep-update.ts'
import { configReader, flag } from './scheduler-keys.ts'
import { answersIn, withAnswers } from './solver-memory.ts'

const configOf = configReader(
  z.object({ ...dpmKeys, euler_at_final: flag(false), use_lu_lambdas: flag(false) }),
)

/** DPM-Solver and DPM-Solver++ with the last answers, as ODE or SDE (Lu et al. 2022a and 2022b). */
export const dpmSolverMultistep = defineScheduler({
  id: 'dpm-solver-multistep',
  className: 'DPMSolverMultistepScheduler',
  flow: 'by-config',
  label: { en: 'DPM-Solver++ multistep', 'zh-CN': 'DPM-Solver++ 多步法' },
  schedule,
  step,
  addNoise: (request) => noisedToRow(request, configOf(request.schedule.config)),
  predictClean: (request) => cleanAnswer(request, configOf(request.schedule.config)),
})

export default dpmSolverMultistep

function schedule(request: ScheduleRequest): SigmaSchedule {
  const config = configOf(request.config)
  return dpmRows(request, {
    scheduler: 'dpm-solver-multistep',
    config,
    levels: {
      roundsCurves: config.beta_schedule !== 'squaredcos_cap_v2',
      useLuLambdas: config.use_lu_lambdas,
    },
  })
}

function step(request: StepRequest): { sample: Tensor; memory: SchedulerMemory } {
  const { schedule, index, sample, memory } = request
  const config = configOf(schedule.config)
  const answer = integratedAnswer(request, config)
  const isStochastic = config.algorithm_type.startsWith('sde')
  const noise = isStochastic ? request.noise?.() : undefined
  const answers = [answer, ...answersIn(memory)].slice(0, config.solver_order)
  const order = Math.min(orderAllowed(request), answers.length)
  const { sigmas } = schedule
  const next = multistepUpdate({ config, sigmas, index, sample, answers: answers.slice(0, order), noise })
  return { sample: next, memory: withAnswers(answers) }
}

/** The last steps go at a lower order: they are the longest in log signal-to-noise, and endless when σ ends at 0. */
function orderAllowed({ schedule, index }: StepRequest): number {
  const config = configOf(schedule.config)
  const rows = schedule.timesteps.length
  const isShort = config.lower_order_final && rows < 15
  if (index === rows - 1 && (config.euler_at_final || isShort || endsAtZero(config))) return 1
  if (index === rows - 2 && isShort) return 2
  // The third order is not defined for the SDE of noise.
  return config.algorithm_type === 'sde-dpmsolver' ? 2 : 3
}
