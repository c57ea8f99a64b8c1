import { maxSeed } from '../../nodes/define-param.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import { allGraphs } from '../../workflows/subgraphs/subgraph.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'

type Next = NonNullable<GraphNode['nextSeed']>[string]

/** By workflow, level, node and param: the seed the last run had. One that was typed since runs first. */
const lastRun = new Map<string, number>()

/** Moves on, in a draft, the seeds that are to be others for every run; those that were not run yet stay. */
export function moveSeeds(workflow: Workflow, draw: () => number): void {
  for (const { key, node, param, next } of movingSeeds(workflow)) {
    const seed = node.params[param]
    if (typeof seed === 'number' && lastRun.get(key) === seed)
      node.params[param] = seedAfter(seed, next, draw)
  }
}

/** Remembers with which seeds a run was queued. */
export function seedsRan(workflow: Workflow): void {
  for (const { key, node, param } of movingSeeds(workflow)) {
    const seed = node.params[param]
    if (typeof seed === 'number') lastRun.set(key, seed)
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
