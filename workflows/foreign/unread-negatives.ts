import type { GraphEdge } from '../graph.ts'
import type { Problem } from '../problem.ts'
import type { Workflow } from '../workflow-file.ts'

/**
 * Takes negative prompts of which the model knows no word off their samplers. Nearly every ComfyUI file has one in the
 * words of its own model; the prompts stay, so that they can be wired again to a model that reads them.
 * @param problems what the check says of the workflow
 */
export function withoutUnreadNegatives(workflow: Workflow, problems: readonly Problem[]): Workflow {
  const unread = new Set(
    problems.flatMap(({ code, node }) => (code === 'prompt-all-unknown' && node ? [node] : [])),
  )
  const leads = ({ from, to }: GraphEdge) => unread.has(from.node) && to.port === 'negative'
  const edges = workflow.graph.edges.filter((edge) => !leads(edge))
  if (edges.length === workflow.graph.edges.length) return workflow
  return { ...workflow, graph: { ...workflow.graph, edges } }
}
