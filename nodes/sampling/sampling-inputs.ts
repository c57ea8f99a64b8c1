import type { Conditioning } from '../../models/define-family.ts'
import { conditioningSocket } from '../sockets/conditioning.socket.ts'
import { type Guider, guiderSocket } from '../sockets/guider.socket.ts'
import { type ModelRef, modelSocket } from '../sockets/model.socket.ts'
import { type Noise, noiseSocket } from '../sockets/noise.socket.ts'
import { type Schedule, scheduleSocket } from '../sockets/schedule.socket.ts'

/** What every node that samples is given; the order of the ports on its card. */
export const samplingInputs = {
  model: { socket: modelSocket, label: { en: 'Model', 'zh-CN': '模型' } },
  positive: { socket: conditioningSocket, label: { en: 'Positive', 'zh-CN': '正向' } },
  negative: { socket: conditioningSocket, label: { en: 'Negative', 'zh-CN': '负向' }, optional: true },
  noise: { socket: noiseSocket, label: { en: 'Noise', 'zh-CN': '噪声' } },
  schedule: { socket: scheduleSocket, label: { en: 'Schedule', 'zh-CN': '调度' } },
  guider: { socket: guiderSocket, label: { en: 'Guider', 'zh-CN': '引导器' }, optional: true },
} as const

export interface SamplingGiven {
  readonly model: ModelRef
  readonly positive: readonly Conditioning[]
  readonly negative?: readonly Conditioning[] | undefined
  readonly noise: Noise
  readonly schedule: Schedule
  readonly guider?: Guider | undefined
}
