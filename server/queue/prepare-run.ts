import { applySet } from '../../nodes/apply-set.ts'
import type { Catalog } from '../../nodes/catalog.ts'
import { checkGraph } from '../../nodes/check-graph.ts'
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

/**
 * A request as a job that can be stored: migrated, params upgraded, values laid over, checked.
 * @throws UserFailure when the workflow cannot be read or `set` names what is not there.
 */
export function prepareRun(request: RunRequest, { catalog, world }: PrepareTools): PreparedRun {
  const upgraded = upgradeWorkflow(parseWorkflow(request.workflow), catalog)
  const workflow = applySet(upgraded, request.set ?? {}, catalog)
  const { targets } = request
  const { problems } = checkGraph({ graph: workflow.graph, catalog, world, targets })
  return { job: { workflow, targets }, problems }
}
