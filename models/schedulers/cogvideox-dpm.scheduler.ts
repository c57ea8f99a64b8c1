import {
  defineScheduler,
  type ScheduleRequest,
  type SchedulerMemory,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { cleanBySignal, cogvideoxConfig, shiftedSignal, signalAround } from './cogvideox-signal.ts'
import { evenRows } from './even-rows.ts'
import { linearSum } from './single-precision.ts'
import { numberIn, tensorIn } from './solver-memory.ts'
import { noisedToStep } from './training-steps.ts'

/** SDE-DPM-Solver++ 2M on CogVideoX's shifted noise, the scheduler of CogVideoX 5B (Yang et al. 2024). */
export const cogvideoxDpm = defineScheduler({
  id: 'cogvideox-dpm',
  className: 'CogVideoXDPMScheduler',
  label: { en: 'CogVideoX DPM', 'zh-CN': 'CogVideoX DPM' },
  schedule,
  step,
  addNoise: (request) => noisedToStep(request, shiftedSignal(cogvideoxConfig(request.schedule.config))),
  predictClean: cleanBySignal,
})

export default cogvideoxDpm

function schedule(request: ScheduleRequest): SigmaSchedule {
  const settings = cogvideoxConfig(request.config)
  return evenRows(request, { scheduler: 'cogvideox-dpm', settings, alphas: shiftedSignal(settings) })
}

function step(request: StepRequest): { sample: Tensor; memory: SchedulerMemory } {
  const { sample, noise, memory } = request
  const { now, before, isEnd } = signalAround(request)
  const clean = cleanBySignal(request)
  const older = tensorIn(memory, 'clean')
  const lambdaBefore = numberIn(memory, 'lambda')
  const h = halfLogSnr(before) - halfLogSnr(now)
  const isSecondOrder = older !== undefined && lambdaBefore !== undefined && !isEnd
  const fresh = freshNoise(noise, isSecondOrder)
  const target = isSecondOrder ? extrapolated(clean, older, (halfLogSnr(now) - lambdaBefore) / h) : clean
  const mean = linearSum(
    [Math.sqrt((1 - before) / (1 - now)) * Math.exp(-h), sample],
    [-Math.expm1(-2 * h) * Math.sqrt(before), target],
  )
  const spread = Math.sqrt(1 - before) * Math.sqrt(1 - Math.exp(-2 * h))
  return {
    sample: fresh ? linearSum([1, mean], [spread, fresh]) : mean,
    memory: { clean, lambda: halfLogSnr(now) },
  }
}

/** diffusers draws for a first-order step first and draws again for the second; so a seed means the same. */
function freshNoise(noise: StepRequest['noise'], isSecondOrder: boolean): Tensor | undefined {
  const first = noise?.()
  return isSecondOrder ? noise?.() : first
}

/** @param ratio the last step's length in this step's */
function extrapolated(clean: Tensor, older: Tensor, ratio: number): Tensor {
  const share = 1 / (2 * ratio)
  return linearSum([1 + share, clean], [-share, older])
}

/** ln √(ᾱ / (1 − ᾱ)); infinite at both ends. */
function halfLogSnr(alpha: number): number {
  return Math.log(Math.sqrt(alpha / (1 - alpha)))
}
