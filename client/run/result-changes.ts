import { diffWorkflows, type WorkflowChange } from '../../workflows/workflow-diff.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { nodeData } from '../library/installed-store.ts'

const unseen: ReadonlySet<WorkflowChange['what']> = new Set([
  ...(['moved', 'frames', 'name', 'description', 'app', 'title'] as const),
  // What is made by a subgraph shows in its nodes, values and wires.
  ...(['subgraph-added', 'subgraph-removed', 'subgraph-renamed', 'subgraph-ports'] as const),
  'subgraph-revision',
])

/** The differences between two workflows that show in what they make: not names, not places on the canvas. */
export function resultChanges(before: Workflow, after: Workflow): readonly WorkflowChange[] {
  return diffWorkflows(before, after).filter((change) => !unseen.has(change.what) && !isDefault(change))
}

/** A value that is left out and one that is the default are the same. */
function isDefault(change: WorkflowChange): boolean {
  if (change.what !== 'param') return false
  const { type, param, before, after } = change
  const usual = nodeData(type)?.params.find(({ name }) => name === param)?.default
  return JSON.stringify(before ?? usual) === JSON.stringify(after ?? usual)
}
