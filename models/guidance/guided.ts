import { combine } from '../tensor-math.ts'
import type { Tensor } from '../tensor.ts'
import type { GuideRequest } from '../define-guidance.ts'

/** from + scale · (to − from) */
export function beyond(from: Tensor, to: Tensor, scale: number): Tensor {
  return combine(from, to, (a, b) => a + scale * (b - a))
}

/** An option that is a number. */
export function numberOption(options: GuideRequest['options'], name: string, start: number): number {
  const value = options?.[name]
  return typeof value === 'number' ? value : start
}
