import type { SchedulerConfig } from '../../models/define-scheduler.ts'
import { defineSocket } from '../define-socket.ts'

/** Which solver, with which settings, in how many steps; the sampler makes the sigmas for its latent's size. */
export interface Schedule {
  readonly scheduler: string
  readonly config: SchedulerConfig
  readonly steps: number
  /** Typed or computed sigmas instead of the scheduler's own, highest first. */
  readonly sigmas?: readonly number[]
}

export const scheduleSocket = defineSocket<Schedule>({
  type: 'SCHEDULE',
  label: { en: 'Schedule', 'zh-CN': '调度' },
  color: '#cdffcd',
  facts: ({ scheduler, steps }) => ({ scheduler, steps }),
})

export default scheduleSocket
