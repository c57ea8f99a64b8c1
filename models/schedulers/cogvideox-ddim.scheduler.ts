import {
  defineScheduler,
  type ScheduleRequest,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { cleanBySignal, cogvideoxConfig, shiftedSignal, signalAround } from './cogvideox-signal.ts'
import { evenRows } from './even-rows.ts'
import { linearSum } from './single-precision.ts'
import { noisedToStep } from './training-steps.ts'

/** DDIM on CogVideoX's shifted noise; deterministic, and the clean sample is never clipped (Yang et al. 2024). */
export const cogvideoxDdim = defineScheduler({
  id: 'cogvideox-ddim',
  className: 'CogVideoXDDIMScheduler',
  label: { en: 'CogVideoX DDIM', 'zh-CN': 'CogVideoX DDIM' },
  schedule,
  step,
  addNoise: (request) => noisedToStep(request, shiftedSignal(cogvideoxConfig(request.schedule.config))),
  predictClean: cleanBySignal,
})

export default cogvideoxDdim

function schedule(request: ScheduleRequest): SigmaSchedule {
  const settings = cogvideoxConfig(request.config)
  return evenRows(request, { scheduler: 'cogvideox-ddim', settings, alphas: shiftedSignal(settings) })
}

function step(request: StepRequest): { sample: Tensor } {
  const { now, before } = signalAround(request)
  const kept = Math.sqrt((1 - before) / (1 - now))
  const added = Math.sqrt(before) - Math.sqrt(now) * kept
  return { sample: linearSum([kept, request.sample], [added, cleanBySignal(request)]) }
}
