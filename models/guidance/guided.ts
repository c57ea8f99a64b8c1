import type { GuideRequest } from '../define-guidance.ts'

/** An option that is a number. */
export function numberOption(options: GuideRequest['options'], name: string, start: number): number {
  const value = options?.[name]
  return typeof value === 'number' ? value : start
}
