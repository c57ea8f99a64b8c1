import type { Catalog } from '../../nodes/catalog.ts'
import type { InferWorld } from '../../nodes/define-node.ts'
import { makePlan } from '../execution/make-plan.ts'
import type { Plan, StepIngredients } from '../execution/plan.ts'
import type { PlannedSteps } from '../storage/planned-steps.ts'
import type { RunJob } from '../storage/stored-run.ts'

export interface PlannerOptions {
  readonly planned: PlannedSteps<StepIngredients>
  readonly catalog: Catalog
  readonly world: () => Promise<InferWorld>
}

/** Plans a run for a device and remembers what it was made of, so that the next one can tell what changed. */
export type RunPlanner = (job: RunJob, device: string) => Promise<Plan>

export function makeRunPlanner({ planned, catalog, world }: PlannerOptions): RunPlanner {
  return async ({ workflow, targets, fork }, device) => {
    const before = planned.get(workflow.id)
    const { plan, ingredients } = makePlan({
      ...{ graph: workflow.graph, workflowName: workflow.name, catalog, targets, fork, device, before },
      world: await world(),
    })
    // Nodes a partial run left out keep what is known of them.
    planned.put(workflow.id, { ...before, ...ingredients })
    return plan
  }
}
