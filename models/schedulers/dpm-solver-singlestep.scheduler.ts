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
import { singlestepOrders, singlestepUpdate } from './dpm-singlestep-update.ts'
import { configReader, flag } from './scheduler-keys.ts'
import { answersIn, tensorIn, withAnswers } from './solver-memory.ts'

const configOf = configReader(z.object({ ...dpmKeys, lower_order_final: flag(false) }))

/** DPM-Solver in groups of one, two and three rows that start again from one sample (Lu et al. 2022a, algorithm 1). */
export const dpmSolverSinglestep = defineScheduler({
  id: 'dpm-solver-singlestep',
  className: 'DPMSolverSinglestepScheduler',
  flow: 'by-config',
  label: { en: 'DPM-Solver++ singlestep', 'zh-CN': 'DPM-Solver++ 单步法' },
  schedule,
  step,
  addNoise: (request) => noisedToRow(request, configOf(request.schedule.config)),
  predictClean: (request) => cleanAnswer(request, configOf(request.schedule.config)),
})

export default dpmSolverSinglestep

function schedule(request: ScheduleRequest): SigmaSchedule {
  const config = configOf(request.config)
  return dpmRows(request, {
    scheduler: 'dpm-solver-singlestep',
    config,
    levels: { onlyLinspace: true, roundsCurves: true },
  })
}

function step(request: StepRequest): { sample: Tensor; memory: SchedulerMemory } {
  const { schedule, index, memory } = request
  const config = configOf(schedule.config)
  const answers = [integratedAnswer(request, config), ...answersIn(memory)].slice(0, config.solver_order)
  const noise = config.algorithm_type.startsWith('sde') ? request.noise?.() : undefined
  const orders = singlestepOrders({
    order: config.solver_order,
    rows: schedule.timesteps.length,
    endsLow: config.lower_order_final,
    endsAtZero: endsAtZero(config),
  })
  // A run that starts within a group has too few answers at first.
  const order = Math.min(orders[index] ?? 1, answers.length)
  const start = order === 1 ? request.sample : (tensorIn(memory, 'sample') ?? request.sample)
  const update = {
    config,
    sigmas: schedule.sigmas,
    index,
    sample: start,
    answers: answers.slice(0, order),
    noise,
  }
  return { sample: singlestepUpdate(update), memory: { ...withAnswers(answers), sample: start } }
}
