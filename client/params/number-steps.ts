import type { NumberParam } from '../../nodes/define-param.ts'

type Steps = Pick<NumberParam, 'min' | 'max' | 'step' | 'integer'>

/** Goes a number of steps and stays within the range. */
export function stepped(value: number, count: number, { min, max, step }: Steps): number {
  const from = Number.isFinite(value) ? value : min
  return Math.min(max, Math.max(min, rounded(from + count * step)))
}

/** Steps such as 0.1 add up to 0.30000000000000004; nobody wants to see that. */
const rounded = (value: number) => Number(value.toPrecision(12))

export function numberText(value: number, { integer }: Pick<Steps, 'integer'>): string {
  if (!Number.isFinite(value)) return ''
  return integer ? String(value) : String(rounded(value))
}

/** What was typed, as a number; a comma is a decimal point to many. Undefined when it is none. */
export function parseNumber(text: string, { integer }: Pick<Steps, 'integer'>): number | undefined {
  const number = Number(text.trim().replace(',', '.'))
  if (text.trim() === '' || !Number.isFinite(number)) return undefined
  return integer ? Math.round(number) : number
}
