import { randomInt } from 'node:crypto'
import { applySet } from '../../nodes/apply-set.ts'
import type { Catalog } from '../../nodes/catalog.ts'
import { activeGraph } from '../../nodes/active-graph.ts'
import { checkGraph, runTargets } from '../../nodes/check-graph.ts'
import { drawSeeds, seedsOf } from '../../nodes/draw-seeds.ts'
import type { InferWorld } from '../../nodes/define-node.ts'
import { upgradeWorkflow } from '../../nodes/upgrade-params.ts'
import type { Problem } from '../../workflows/problem.ts'
import type { RunRequest } from '../../workflows/run-request.ts'
import { parseWorkflow } from '../../workflows/workflow-file.ts'
import type { RunJob } from '../storage/stored-run.ts'

export interface PrepareTools {
  readonly catalog: Catalog
  readonly world: InferWorld
}

export interface PreparedRun {
  readonly job: RunJob
  /** The run may start when none of them is an error. */
  readonly problems: readonly Problem[]
}

/** Drawn seeds can be read, said and typed. */
const seedEnd = 1_000_000_000

/**
 * A request as a job that can be stored: migrated, params upgraded, values laid over, checked.
 * @throws UserFailure when the workflow cannot be read or `set` names what is not there.
 */
export function prepareRun(request: RunRequest, { catalog, world }: PrepareTools): PreparedRun {
  const upgraded = upgradeWorkflow(parseWorkflow(request.workflow), catalog)
  const asked = applySet(upgraded, request.set ?? {}, catalog)
  const graph = drawSeeds(asked.graph, catalog, () => randomInt(seedEnd))
  const workflow = { ...asked, graph }
  const { targets, from } = request
  const { problems } = checkGraph({ graph, catalog, world, targets, from })
  const chosen = from
    ? runTargets({ graph: activeGraph(graph, catalog).graph, catalog, targets, from })
    : undefined
  const job = { workflow, targets: chosen?.nodes ?? targets, seeds: seedsOf(graph, catalog) }
  return { job, problems }
}
