import type { Problem } from '../workflows/problem.ts'
import { expandSubgraphs } from '../workflows/subgraphs/expand-subgraphs.ts'
import type { SubgraphProblem } from '../workflows/subgraphs/open-levels.ts'
import type { Layered } from '../workflows/subgraphs/subgraph.ts'
import { type CheckRequest, checkGraph, type GraphCheck } from './check-graph.ts'
import { instanceFacts } from './instance-facts.ts'
import { problem } from './problem.ts'
import { flatFollowers, flatTargets } from './flat-targets.ts'

interface WorkflowCheckRequest extends Omit<CheckRequest, 'graph'> {
  readonly workflow: Layered
}

/**
 * {@link checkGraph} through all subgraphs: a problem inside the instance `a` is at the node `a/b`, and the facts of
 * an instance's outputs are those of what leads there.
 */
export function checkWorkflow({ workflow, targets, from, ...tools }: WorkflowCheckRequest): GraphCheck {
  const { graph, problems: broken } = expandSubgraphs(workflow)
  const asked = { targets: targets && flatTargets(graph, targets), from: from && flatFollowers(graph, from) }
  const { problems, facts } = checkGraph({ graph, ...asked, ...tools })
  const unopened = new Map(broken.filter(isWhole).map((one) => [one.node, one]))
  const told = problems.map((one) => {
    const why = one.code === 'unknown-node-type' ? unopened.get(one.node ?? '') : undefined
    return why ? { ...wordedProblem(why), level: one.level } : one
  })
  const atPorts = broken.filter((one) => !isWhole(one) || !(one.node in graph.nodes)).map(wordedProblem)
  // What is nested beyond all bounds is not walked through either.
  const isBounded = !broken.some(({ code }) => code === 'subgraphs-too-many')
  const instances = isBounded ? instanceFacts(workflow, facts) : {}
  return { problems: [...told, ...atPorts], facts: { ...facts, ...instances } }
}

/** Of the instance, not of one of its ports. */
const isWhole = ({ port }: SubgraphProblem): boolean => port === undefined

const wordedProblem = ({ code, node, port, values }: SubgraphProblem): Problem =>
  problem(code, values, { node, port })
