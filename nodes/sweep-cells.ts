import type { NodeId } from '../workflows/graph.ts'
import type { JsonValue } from '../workflows/json.ts'
import type { SweepCell } from '../workflows/sweep.ts'

/** One swept param. */
export interface SweepAxis {
  readonly node: NodeId
  readonly param: string
  readonly values: readonly JsonValue[]
  /** Axes of the same name go side by side. */
  readonly zip?: string
  /** The sweep as it stands in the workflow: a value that reaches several nodes through subgraphs is one sweep. */
  readonly source?: object
}

/** Axes that are zipped and do not have the same number of values. */
export function unevenAxes(axes: readonly SweepAxis[]): readonly SweepAxis[] {
  return bundles(axes)
    .filter((bundle) => new Set(bundle.map(({ values }) => values.length)).size > 1)
    .flat()
}

/** Number of combinations. */
export function countCells(axes: readonly SweepAxis[]): number {
  return bundles(axes).reduce((count, bundle) => count * shortest(bundle), 1)
}

/** All combinations: zipped axes side by side, others crossed, the first one slowest. */
export function sweepCells(axes: readonly SweepAxis[]): readonly SweepCell[] {
  if (axes.length === 0) return []
  const choices = bundles(axes).map((bundle) =>
    Array.from({ length: shortest(bundle) }, (_, index) =>
      bundle.map((axis) => ({ axis, value: axis.values[index] ?? null })),
    ),
  )
  const combinations = choices.reduce<Choice[][]>(
    (crossed, bundle) => crossed.flatMap((before) => bundle.map((chosen) => [...before, ...chosen])),
    [[]],
  )
  const names = labelNames(axes)
  return combinations.map((chosen) => ({
    values: Object.fromEntries(chosen.map(({ axis, value }) => [pathOf(axis), value])),
    label: chosen
      .filter(({ axis }, at) => chosen.findIndex((other) => isSameSweep(other.axis, axis)) === at)
      .map(({ axis, value }) => `${names.get(axis) ?? ''}${shortText(value)}`)
      .join(' · '),
  }))
}

interface Choice {
  readonly axis: SweepAxis
  readonly value: JsonValue
}

function pathOf({ node, param }: SweepAxis): string {
  return `${node}.${param}`
}

function bundles(axes: readonly SweepAxis[]): readonly (readonly SweepAxis[])[] {
  const groups = new Map<unknown, SweepAxis[]>()
  for (const axis of axes) {
    const name = axis.zip ?? axis.source ?? axis
    groups.set(name, [...(groups.get(name) ?? []), axis])
  }
  return [...groups.values()]
}

function isSameSweep(a: SweepAxis, b: SweepAxis): boolean {
  return a === b || (a.source !== undefined && a.source === b.source)
}

function shortest(bundle: readonly SweepAxis[]): number {
  return Math.min(...bundle.map(({ values }) => values.length))
}

/** Texts speak for themselves; numbers get the param's name, and the node's where two params share it. */
function labelNames(axes: readonly SweepAxis[]): ReadonlyMap<SweepAxis, string> {
  return new Map(
    axes.map((axis) => {
      const isShared = axes.some((other) => !isSameSweep(other, axis) && other.param === axis.param)
      const isText = axis.values.every((value) => typeof value === 'string')
      const name = isShared ? pathOf(axis) : axis.param
      return [axis, isText ? '' : `${name} `]
    }),
  )
}

const longestText = 40

function shortText(value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text
}
