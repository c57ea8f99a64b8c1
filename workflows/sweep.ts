import { z } from 'zod'
import { type JsonValue, jsonSchema } from './json.ts'

/**
 * A param that takes several values in one run. In place of its value a node's params hold
 * `{ "sweep": { "values": [1, 5, 9] } }`, `{ "sweep": { "from": 1, "to": 4, "step": 0.5 } }` or
 * `{ "sweep": { "lines": "a cat\na dog" } }` (one value per line that is not empty).
 *
 * Several sweeps are crossed, the first one slowest; those with the same `with` are zipped:
 * `{ "sweep": …, "with": "take" }`. Each combination is a cell. The plan copies the nodes that depend on a swept
 * param, one copy per cell, named `sample~1`, `sample~2` …; all other nodes run once.
 */
export const sweepSchema = z.strictObject({
  sweep: z.union([
    z.strictObject({ values: z.array(jsonSchema) }),
    z.strictObject({ from: z.number(), to: z.number(), step: z.number().optional() }),
    z.strictObject({ lines: z.string() }),
  ]),
  with: z.string().min(1).optional(),
})
export type Sweep = z.infer<typeof sweepSchema>

/** One combination of a run's sweeps. */
export const sweepCellSchema = z.object({
  /** By `node.param`. */
  values: z.record(z.string(), jsonSchema),
  /** What is drawn below its video: `seed 3 · guidance 4.5`. */
  label: z.string(),
})
export type SweepCell = z.infer<typeof sweepCellSchema>

/** More combinations than this are refused: a typing error should not fill a night. */
export const maxCells = 400

/** Whether a param's value is meant as a sweep; it may still be a faulty one. */
export function isSweep(value: JsonValue | undefined): boolean {
  return typeof value === 'object' && value !== null && 'sweep' in value
}

/** A param's sweep; undefined when it has a plain value or the sweep cannot be read. */
export function sweepOf(value: JsonValue | undefined): Sweep | undefined {
  return isSweep(value) ? sweepSchema.safeParse(value).data : undefined
}

/** The values in order, at most one more than are allowed; empty when there are none. */
export function sweepValues({ sweep }: Sweep): readonly JsonValue[] {
  if ('values' in sweep) return sweep.values.slice(0, maxCells + 1)
  if ('lines' in sweep) {
    const lines = sweep.lines.split(/\r?\n/).map((line) => line.trim())
    return lines.filter(Boolean).slice(0, maxCells + 1)
  }
  return rangeValues(sweep)
}

interface Range {
  readonly from: number
  readonly to: number
  readonly step?: number
}

/** From `from` towards `to`, both included where the step meets it; 0.1 steps stay free of rounding noise. */
function rangeValues({ from, to, step = 1 }: Range): readonly number[] {
  const size = Math.abs(step)
  if (size === 0 || !Number.isFinite(size)) return []
  const count = Math.floor(Math.abs(to - from) / size + 1e-9) + 1
  const direction = to < from ? -1 : 1
  return Array.from({ length: Math.min(count, maxCells + 1) }, (_, index) =>
    Number((from + direction * index * size).toPrecision(12)),
  )
}

/** `sample~2` → `sample`, `clip@3` → `clip`: the node of the graph that a planned node is a copy of. */
export function baseNode(id: string): string {
  return /^[^~@]*/.exec(id)?.[0] ?? id
}

/** `sample~2` → 2; undefined for a node that runs once, in a for-each container, or as the contact sheet. */
export function cellOf(id: string): number | undefined {
  const cell = Number(/~(\d+)$/.exec(id)?.[1] ?? NaN)
  return Number.isInteger(cell) ? cell : undefined
}
