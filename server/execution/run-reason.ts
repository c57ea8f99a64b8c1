import type { RunReason } from '../../workflows/execution-event.ts'
import { isSameValue, type JsonValue } from '../../workflows/json.ts'
import type { StepIngredients } from './plan.ts'

/** Why a step whose result is not at hand runs: what changed since the workflow was last planned. */
export function runReason(now: StepIngredients, before: StepIngredients | undefined): RunReason {
  if (before === now) return { code: 'evicted', values: {} }
  if (before?.type !== now.type) return { code: 'never-run', values: {} }
  if (before.version !== now.version) {
    return { code: 'version-changed', values: { from: before.version, to: now.version } }
  }
  const param = firstChange(now.params, before.params)
  if (param !== undefined) {
    const values = { param, from: short(before.params[param]), to: short(now.params[param]) }
    return { code: 'param-changed', values }
  }
  const name = firstChange(now.names, before.names)
  if (name !== undefined) {
    const values = { param: name, from: short(before.names[name]), to: short(now.names[name]) }
    return { code: 'param-changed', values }
  }
  const model = firstChange(now.models, before.models)
  if (model !== undefined) return { code: 'model-changed', values: { model } }
  if (now.found !== before.found) return { code: 'files-changed', values: {} }
  const input = firstChange(now.inputs, before.inputs)
  if (input !== undefined) return { code: 'input-changed', values: { port: input } }
  return { code: 'evicted', values: {} }
}

type Values = Readonly<Record<string, JsonValue>>

function firstChange(now: Values, before: Values): string | undefined {
  const changed = (name: string) => !isSame(now[name], before[name])
  return Object.keys(now).find(changed) ?? Object.keys(before).find(changed)
}

/** What is missing counts as null. */
function isSame(a: JsonValue = null, b: JsonValue = null): boolean {
  return isSameValue(a, b)
}

/** A value as it fits into a sentence. */
function short(value: JsonValue | undefined): string | number {
  if (typeof value === 'number') return value
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
