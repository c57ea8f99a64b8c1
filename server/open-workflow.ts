import { checkWorkflow } from '../nodes/check-workflow.ts'
import { upgradeWorkflow } from '../nodes/upgrade-params.ts'
import { withoutUnreadNegatives } from '../workflows/foreign/unread-negatives.ts'
import type { Problem } from '../workflows/problem.ts'
import type { Workflow } from '../workflows/workflow-file.ts'
import type { Core } from './core.ts'
import type { FoundWorkflow } from './file-workflow.ts'

/** A workflow as it is opened, and what is wrong with it. */
export async function openWorkflow(
  { workflow: found, isForeign }: FoundWorkflow,
  { catalog, models }: Pick<Core, 'catalog' | 'models'>,
): Promise<{ readonly workflow: Workflow; readonly problems: readonly Problem[] }> {
  const world = await models.world()
  const check = (workflow: Workflow) => checkWorkflow({ workflow, catalog, world }).problems
  const workflow = upgradeWorkflow(found, catalog)
  const problems = check(workflow)
  if (!isForeign) return { workflow, problems }
  const mended = withoutUnreadNegatives(workflow, problems)
  return { workflow: mended, problems: mended === workflow ? problems : check(mended) }
}
