import type { WildcardLists } from '../../models/wildcards.ts'
import type { Catalog } from '../../nodes/catalog.ts'
import type { InferWorld } from '../../nodes/define-node.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import { makePlan } from '../execution/make-plan.ts'
import type { RunJob } from '../storage/stored-run.ts'

/** Characters of lists that are stored with a run. */
const mostCharacters = 200_000

interface WordTools {
  readonly catalog: Catalog
  readonly world: InferWorld
}

/**
 * The lists of files that nodes of a job look up, as they are now. Undefined where no node does, and where they are too
 * long to be stored: then the run is planned with the files as they are by then.
 * @param job without an error in its graph
 */
export function wordsOf(
  { workflow, targets }: RunJob,
  { catalog, world }: WordTools,
): WildcardLists | undefined {
  const graph = flatGraph(workflow)
  if (!Object.values(graph.nodes).some(({ type }) => 'lookUp' in (catalog.nodes.get(type) ?? {})))
    return undefined
  const request = { graph, workflowName: workflow.name, catalog, world, targets, device: 'cpu', before: {} }
  const names = new Set(makePlan(request).plan.steps.flatMap(({ found }) => Object.keys(found ?? {})))
  const used = Object.entries(world.wildcards?.() ?? {}).filter(([name]) => names.has(name))
  const characters = used.flatMap(([, lines]) => lines).reduce((sum, { length }) => sum + length, 0)
  return characters > mostCharacters ? undefined : Object.fromEntries(used)
}

/** The world as a run saw it when it was accepted. */
export function withWords(world: InferWorld, words: WildcardLists | undefined): InferWorld {
  return words ? { ...world, wildcards: () => words } : world
}
