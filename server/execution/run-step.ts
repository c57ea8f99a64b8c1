import type { Catalog } from '../../nodes/catalog.ts'
import type { AnyNodeDefinition } from '../../nodes/define-node.ts'
import { checkParam } from '../../nodes/parse-params.ts'
import type { RunContext } from '../../nodes/run-context.ts'
import { BugFailure, UserFailure } from '../../workflows/failure.ts'
import type { NodeId } from '../../workflows/graph.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { MessageCode } from '../../workflows/messages.ts'
import type { PlanStep, StepInput, StepOutput } from './plan.ts'
import type { StepValues } from './result-store.ts'

export interface RunStepRequest {
  readonly step: PlanStep
  readonly catalog: Catalog
  readonly makeContext: () => RunContext
  readonly valueOf: (output: StepOutput) => unknown
  /** Makes the values of further steps: the lazy inputs the node asks for. */
  readonly settle: (nodes: readonly NodeId[]) => Promise<void>
}

/**
 * Runs one node: gathers inputs and driven params, lets it ask for lazy inputs, calls `run`.
 * @throws UserFailure when a wire brings a value its param does not take; whatever the node throws.
 */
export async function runStep(request: RunStepRequest): Promise<StepValues> {
  const { step, catalog, makeContext, valueOf, settle } = request
  const definition = catalog.nodes.get(step.type)
  if (!definition) throw new BugFailure('unexpected', { detail: `no node type ${step.type}` })
  const params = { ...step.params, ...drivenValues(step, definition, valueOf) }
  const ready = gather(step, valueOf, (_port, { lazy }) => !lazy)
  const asked = new Set(definition.needs?.({ inputs: ready, params }))
  const lazy = Object.entries(step.inputs).filter(([port]) => asked.has(port))
  await settle(lazy.flatMap(([, { sources }]) => sources.map((source) => source.step)))
  const inputs = { ...ready, ...gather(step, valueOf, (port) => asked.has(port)) }
  let made: RunContext | undefined
  const given = {
    ...{ inputs, params, found: step.found },
    get context() {
      return (made ??= makeContext())
    },
  }
  const { outputs, results = [] } = await definition.run(given)
  return { outputs, results, facts: outputFacts(step, outputs, catalog) }
}

function gather(
  step: PlanStep,
  valueOf: RunStepRequest['valueOf'],
  takes: (port: string, input: StepInput) => boolean,
): Record<string, unknown> {
  const taken = Object.entries(step.inputs).filter(([port, input]) => takes(port, input))
  const values = taken.map(([port, { sources, many }]) => {
    const given = sources.map(valueOf)
    return [port, many ? given : given[0]] as const
  })
  return Object.fromEntries(values)
}

function drivenValues(
  step: PlanStep,
  definition: AnyNodeDefinition,
  valueOf: RunStepRequest['valueOf'],
): Record<string, unknown> {
  const values = Object.entries(step.driven).map(([name, source]) => [name, valueOf(source)] as const)
  for (const [name, value] of values) checkDriven(name, value, definition)
  return Object.fromEntries(values)
}

/** Assets and models are looked up by the node itself; here only kind, range and choices are checked. */
function checkDriven(name: string, value: unknown, definition: AnyNodeDefinition): void {
  const param = definition.params[name]
  if (!param || param.kind === 'asset' || param.kind === 'model') return
  const found = checkParam({ name, param, value, world: emptyWorld })
  if (found) throw new UserFailure(found.code as MessageCode, found.values, { port: name })
}

const emptyWorld = { model: () => undefined, installedModels: () => [], asset: () => undefined }

/** The outputs' facts merged into one record: the label of the node's wires. */
function outputFacts(
  step: PlanStep,
  outputs: Readonly<Record<string, unknown>>,
  catalog: Catalog,
): Record<string, JsonValue> {
  const facts = Object.entries(step.outputs).map(([port, type]) => {
    const value = outputs[port]
    return value === undefined ? {} : (catalog.sockets.get(type)?.facts(value) ?? {})
  })
  return Object.assign({}, ...facts) as Record<string, JsonValue>
}
