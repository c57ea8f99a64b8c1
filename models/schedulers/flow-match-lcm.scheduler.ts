import {
  defineScheduler,
  type ScheduleRequest,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { flowRows, noisedAlongFlow } from './flow-rows.ts'
import { ScheduleProblem } from './schedule-problem.ts'
import { linearSum } from './single-precision.ts'

/** Consistency steps on flow matching: to the clean sample, then back up with fresh noise, at every row. */
export const flowMatchLcm = defineScheduler({
  id: 'flow-match-lcm',
  className: 'FlowMatchLCMScheduler',
  flow: 'always',
  label: { en: 'Flow LCM (few steps)', 'zh-CN': 'Flow LCM（流匹配，少步数）' },
  schedule,
  step,
  addNoise: ({ clean, noise, schedule, index }) => noisedAlongFlow(clean, noise, schedule.sigmas[index] ?? 0),
  predictClean,
})

export default flowMatchLcm

function schedule(request: ScheduleRequest): SigmaSchedule {
  const { scale_factors: scales } = request.config
  if (Array.isArray(scales) && scales.length > 0) {
    throw new ScheduleProblem(
      'scales-not-taken',
      'This scheduler config asks for samples that grow between steps (scale_factors); set it to null to run at one size.',
    )
  }
  return flowRows('flow-match-lcm', request)
}

function step(request: StepRequest): { sample: Tensor } {
  const clean = predictClean(request)
  const noise = request.noise?.()
  const next = request.schedule.sigmas[request.index + 1] ?? 0
  return { sample: noise ? noisedAlongFlow(clean, noise, next) : clean }
}

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  return linearSum([1, sample], [-(schedule.sigmas[index] ?? 0), output])
}
