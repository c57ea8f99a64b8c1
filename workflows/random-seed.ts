import type { JsonValue } from './json.ts'

/** In place of a seed: `{ "random": true }` is drawn once, before the run is stored, so what is shown is what ran. */
export function isRandomSeed(value: JsonValue | undefined): boolean {
  return isObject(value) && value.random === true
}

/** In place of a seed: `{ "sweep": { "random": 4 } }` draws as many; undefined for anything else. */
export function randomSweepCount(value: JsonValue | undefined): number | undefined {
  const sweep = isObject(value) ? value.sweep : undefined
  const count = isObject(sweep) ? sweep.random : undefined
  return typeof count === 'number' && Number.isInteger(count) && count > 0 ? count : undefined
}

function isObject(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
