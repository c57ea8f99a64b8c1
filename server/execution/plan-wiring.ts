import type { NodeId } from '../../workflows/graph.ts'
import type { Plan, PlanStep } from './plan.ts'

/** Steps whose values a step needs whatever happens: all inputs but the lazy ones. */
export function neededSources(step: PlanStep): readonly NodeId[] {
  return sourcesWhere(step, (lazy) => !lazy)
}

/** The steps that read a step's values, lazily or not. */
export function consumersOf(plan: Plan): ReadonlyMap<NodeId, readonly NodeId[]> {
  const consumers = new Map<NodeId, NodeId[]>()
  for (const step of plan.steps) {
    for (const source of sourcesWhere(step, () => true)) {
      const known = consumers.get(source)
      if (known) known.push(step.id)
      else consumers.set(source, [step.id])
    }
  }
  return consumers
}

function sourcesWhere(step: PlanStep, takes: (lazy: boolean) => boolean): readonly NodeId[] {
  const inputs = Object.values(step.inputs).filter(({ lazy }) => takes(lazy))
  const outputs = [...inputs.flatMap(({ sources }) => sources), ...Object.values(step.driven)]
  return outputs.map((output) => output.step)
}
