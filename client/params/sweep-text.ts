import type { ParamData } from '../../nodes/node-data.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { valueText } from './value-text.ts'

/** A param that takes several values in one run; the server runs every combination. */
export function isSweep(value: JsonValue | undefined): value is { readonly sweep: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'sweep' in value
}

const range = /^\s*(-?[\d.]+)\s*(?:\.\.|…)\s*(-?[\d.]+)(?:\s*\/\s*([\d.]+))?\s*$/

/** `3, 5, 7` or `0..100/25` for numbers, one value a line for texts; undefined when it cannot be read. */
export function readSweep(text: string, param: ParamData): JsonValue | undefined {
  if (param.kind === 'text') return { sweep: { lines: text } }
  const isNumeric = param.kind === 'number' || param.kind === 'seed'
  const [, from, to, step] = (isNumeric && range.exec(text)) || []
  if (from !== undefined && to !== undefined) {
    const ends = { from: Number(from), to: Number(to) }
    if (![ends.from, ends.to, Number(step ?? 1)].every(Number.isFinite)) return undefined
    return { sweep: step === undefined ? ends : { ...ends, step: Number(step) } }
  }
  const parts = text
    .split(/[,\n，、]/)
    .map((part) => part.trim())
    .filter(Boolean)
  const values = isNumeric ? parts.map(Number) : parts
  if (values.length === 0 || values.some((value) => typeof value === 'number' && !Number.isFinite(value)))
    return undefined
  return { sweep: { values } }
}

/** {@link readSweep} of what was typed where one value stands: it has to name several. */
export function readSeveral(text: string, param: ParamData): JsonValue | undefined {
  return /\.\.|[,\n，、…]/.test(text) ? readSweep(text, param) : undefined
}

/** The sweep as it is typed. */
export function sweepText(value: JsonValue | undefined): string {
  if (!isSweep(value)) return ''
  const sweep = value.sweep as Readonly<Record<string, JsonValue | undefined>>
  if (typeof sweep.lines === 'string') return sweep.lines
  if (Array.isArray(sweep.values)) return sweep.values.map((one: JsonValue) => valueText(one)).join(', ')
  const { from, to, step } = sweep
  return `${valueText(from)}..${valueText(to)}${step === undefined ? '' : `/${valueText(step)}`}`
}

/** What a sweep starts from: the value it has, and its neighbours. */
export function startSweep(value: JsonValue, param: ParamData): JsonValue {
  if (param.kind === 'number' && typeof value === 'number') {
    const values = [value, value + param.step, value + 2 * param.step]
    const rounded = values.map((one) => Number(one.toPrecision(12)))
    return { sweep: { values: rounded.filter((one) => one <= param.max) } }
  }
  if (param.kind === 'seed' && typeof value === 'number') {
    return { sweep: { values: [value, value + 1, value + 2, value + 3] } }
  }
  if (param.kind === 'choice') return { sweep: { values: param.choices.map((choice) => choice.value) } }
  if (param.kind === 'toggle') return { sweep: { values: [true, false] } }
  return { sweep: { lines: valueText(value) } }
}
