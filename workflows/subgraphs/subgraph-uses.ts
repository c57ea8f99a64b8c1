import type { Workflow } from '../workflow-file.ts'
import { allGraphs, instanceType, type Layered, subgraphIdOf, subgraphNamed } from './subgraph.ts'

/** How many instances of a subgraph there are, in all graphs of the workflow. */
export function countUses(workflow: Layered, subgraph: string): number {
  const type = instanceType(subgraph)
  return allGraphs(workflow)
    .flatMap(({ nodes }) => Object.values(nodes))
    .filter((node) => node.type === type).length
}

/** Deletes a definition nobody uses; false when somebody does. */
export function dropUnused(workflow: Workflow, subgraph: string): boolean {
  if (countUses(workflow, subgraph) > 0) return false
  Reflect.deleteProperty(workflow.subgraphs, subgraph)
  return true
}

/** The definition itself and all that its graph is made of. */
export function neededBy({ subgraphs }: Pick<Layered, 'subgraphs'>, subgraph: string): ReadonlySet<string> {
  const needed = new Set([subgraph])
  // A set can grow while it is walked.
  for (const id of needed) {
    for (const { type } of Object.values(subgraphNamed(subgraphs, id)?.graph.nodes ?? {})) {
      const inner = subgraphIdOf(type)
      if (inner !== undefined) needed.add(inner)
    }
  }
  return needed
}

/** Would an instance of `subgraph` in the graph of `inside` hold itself? */
export function wouldHoldItself(workflow: Layered, subgraph: string, inside: string | undefined): boolean {
  return inside !== undefined && neededBy(workflow, subgraph).has(inside)
}
