import type { Catalog } from '../nodes/catalog.ts'
import { checkWorkflow } from '../nodes/check-workflow.ts'
import { upgradeWorkflow } from '../nodes/upgrade-params.ts'
import { withoutUnreadNegatives } from '../workflows/foreign/unread-negatives.ts'
import type { GraphNode, NodeId } from '../workflows/graph.ts'
import type { Problem } from '../workflows/problem.ts'
import { subgraphIdOf } from '../workflows/subgraphs/subgraph.ts'
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
  const mended = withoutUnreadNegatives(workflow, check(withoutGhosts(workflow, catalog)))
  return { workflow: mended, problems: mended === workflow ? problems : check(mended) }
}

/** As it runs once the nodes that have no equal here are left out: a LoRA hides from its prompts which model reads them. */
function withoutGhosts(workflow: Workflow, catalog: Catalog): Workflow {
  const nodes = Object.entries(workflow.graph.nodes).map(([id, node]): [NodeId, GraphNode] => {
    const isGhost = !catalog.nodes.has(node.type) && subgraphIdOf(node.type) === undefined
    return [id, isGhost ? { ...node, mode: node.mode ?? 'bypass' } : node]
  })
  return { ...workflow, graph: { ...workflow.graph, nodes: Object.fromEntries(nodes) } }
}
