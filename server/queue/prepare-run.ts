import { randomInt } from 'node:crypto'
import { applySet } from '../../nodes/apply-set.ts'
import type { Catalog } from '../../nodes/catalog.ts'
import { activeGraph } from '../../nodes/active-graph.ts'
import { runTargets } from '../../nodes/check-graph.ts'
import { checkWorkflow } from '../../nodes/check-workflow.ts'
import { drawSeeds, seedsOf } from '../../nodes/draw-seeds.ts'
import type { InferWorld } from '../../nodes/define-node.ts'
import { flatFollowers, flatTargets } from '../../nodes/flat-targets.ts'
import { upgradeWorkflow } from '../../nodes/upgrade-params.ts'
import type { Graph, NodeId } from '../../workflows/graph.ts'
import type { Problem } from '../../workflows/problem.ts'
import type { RunRequest } from '../../workflows/run-request.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import { parseWorkflow } from '../../workflows/workflow-file.ts'
import type { RunJob } from '../storage/stored-run.ts'
import { wordsOf } from './kept-words.ts'

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
  const workflow = drawSeeds(asked, catalog, () => randomInt(seedEnd))
  const { targets, from } = request
  const { problems } = checkWorkflow({ workflow, catalog, world, targets, from })
  const graph = flatGraph(workflow)
  const job = { workflow, targets: chosenTargets(graph, request, catalog), seeds: seedsOf(graph, catalog) }
  if (problems.some(({ level }) => level === 'error')) return { job, problems }
  return { job: { ...job, words: wordsOf(job, { catalog, world }) }, problems }
}

/** In the flat graph; undefined for all outputs. */
function chosenTargets(
  graph: Graph,
  { targets, from }: Pick<RunRequest, 'targets' | 'from'>,
  catalog: Catalog,
): readonly NodeId[] | undefined {
  const asked = targets && flatTargets(graph, targets)
  if (!from) return asked
  const active = activeGraph(graph, catalog).graph
  return runTargets({ graph: active, catalog, targets: asked, from: flatFollowers(graph, from) }).nodes
}
