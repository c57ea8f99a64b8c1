import { z } from 'zod'
import { maxSeed } from '../../nodes/define-param.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import { allGraphs } from '../../workflows/subgraphs/subgraph.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'

type Next = NonNullable<GraphNode['nextSeed']>[string]

/** By workflow, level, node and param: the seed the last run had. One that was typed since runs first. */
const lastRun = new Map<string, number>()

const storageKey = 'reelgraph.seeds-ran'
const keptSchema = z.array(z.tuple([z.string(), z.number()]))
const mostKept = 1000

/** Moves on, in a draft, the seeds that are to be others for every run; those that were not run yet stay. */
export function moveSeeds(workflow: Workflow, draw: () => number): void {
  const before = new Map([...keptSeeds(), ...lastRun])
  for (const { key, node, param, next } of movingSeeds(workflow)) {
    const seed = node.params[param]
    if (typeof seed === 'number' && before.get(key) === seed) node.params[param] = seedAfter(seed, next, draw)
  }
}

/**
 * Remembers, over a reload too, with which seeds a run was queued. What it answers with forgets them again, for a run
 * that was refused.
 */
export function seedsRan(workflow: Workflow): () => void {
  const before = new Map([...keptSeeds(), ...lastRun])
  const ran = movingSeeds(workflow).flatMap(({ key, node, param }) => {
    const seed = node.params[param]
    return typeof seed === 'number' ? [[key, seed] as const] : []
  })
  remember(ran)
  return () => {
    const ours = ran.filter(([key, seed]) => lastRun.get(key) === seed)
    remember(ours.map(([key]) => [key, before.get(key)] as const))
  }
}

function remember(seeds: readonly (readonly [string, number | undefined])[]): void {
  if (seeds.length === 0) return
  const kept = new Map(keptSeeds())
  for (const [key, seed] of seeds) {
    for (const memory of [kept, lastRun]) {
      memory.delete(key)
      if (seed !== undefined) memory.set(key, seed)
    }
  }
  try {
    localStorage.setItem(storageKey, JSON.stringify([...kept].slice(-mostKept)))
  } catch {
    // A browser that keeps nothing has this window's memory.
  }
}

/** What any window of this browser kept. */
function keptSeeds(): readonly (readonly [string, number])[] {
  try {
    return keptSchema.parse(JSON.parse(localStorage.getItem(storageKey) ?? ''))
  } catch {
    return []
  }
}

function movingSeeds(workflow: Workflow) {
  return allGraphs(workflow).flatMap(({ nodes }, level) =>
    Object.entries(nodes).flatMap(([id, node]) =>
      Object.entries(node.nextSeed ?? {}).map(([param, next]) => ({
        ...{ key: `${workflow.id} ${level} ${id} ${param}`, node, param, next },
      })),
    ),
  )
}

function seedAfter(seed: number, next: Next, draw: () => number): number {
  switch (next) {
    case 'random':
      return draw()
    case 'up':
      return seed >= maxSeed ? 0 : seed + 1
    case 'down':
      return seed <= 0 ? maxSeed : seed - 1
    default:
      return next satisfies never
  }
}
