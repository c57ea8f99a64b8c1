import { type Catalog, makeCatalog } from '../../nodes/catalog.ts'
import type { AnyNodeDefinition } from '../../nodes/define-node.ts'
import type { RunContext } from '../../nodes/run-context.ts'
import { executePlan } from '../../server/execution/execute-plan.ts'
import { makePlan } from '../../server/execution/make-plan.ts'
import type { StepIngredients } from '../../server/execution/plan.ts'
import type { ResultStore } from '../../server/execution/result-store.ts'
import type { ExecutionEvent } from '../../workflows/execution-event.ts'
import type { Graph } from '../../workflows/graph.ts'
import { emptyWorld } from './graphs.ts'
import { smallNodes, smallSockets } from './small-catalog.ts'

export function catalogWith(...more: readonly AnyNodeDefinition[]): Catalog {
  return makeCatalog([...smallNodes, ...more], smallSockets)
}

interface RunOptions {
  readonly catalog?: Catalog
  readonly results: ResultStore
  readonly before?: Record<string, StepIngredients>
  readonly targets?: readonly string[]
  readonly signal?: { readonly aborted: boolean }
}

/** Plans and executes a graph in this process; answers with its events and what the next plan compares with. */
export async function runGraph(graph: Graph, options: RunOptions) {
  const { catalog = catalogWith(), results, before = {}, targets, signal = { aborted: false } } = options
  const { plan, ingredients } = makePlan({
    ...{ graph, catalog, world: emptyWorld, before, targets, device: 'cpu', workflowName: 'test' },
  })
  const events: ExecutionEvent[] = []
  await executePlan({
    ...{ plan, catalog, results, signal },
    hold: () => Promise.resolve(),
    emit: (event) => void events.push(event),
    beforeWork: () => undefined,
    quickTypes: new Set(),
    makeContext: () => ({ signal }) as RunContext,
    now: () => 0,
    residentBytes: () => 0,
    openingMs: () => 0,
  })
  await results.settled()
  return { events, ingredients: Object.fromEntries(ingredients), plan }
}

/** `type node` of each event. */
export function story(events: readonly ExecutionEvent[]): string[] {
  return events.map((event) => ('node' in event ? `${event.type.slice(5)} ${event.node}` : event.type))
}
