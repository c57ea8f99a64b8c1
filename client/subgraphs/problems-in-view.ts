import type { CheckAnswer } from '../../workflows/api.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import type { Problem } from '../../workflows/problem.ts'
import { graphAt, inputOver, type Layered, pathSegments } from '../../workflows/subgraphs/subgraph.ts'

/** A problem as the graph in view shows it. */
export interface PlacedProblem extends Problem {
  /** Path of the node it is really at; the node itself when left out. */
  readonly at?: string
}

/** A problem at its node in view, or on the instance it is inside of; undefined when it is elsewhere. */
export function problemInView(
  workflow: Layered,
  view: readonly string[],
  problem: Problem,
): PlacedProblem | undefined {
  const segments = pathSegments(problem.node ?? '')
  if (problem.node === undefined || !view.every((id, depth) => segments[depth] === id)) return undefined
  if (segments.length <= view.length) return undefined
  const isFedFromOutside = segments.length > 1 && outerPort(workflow, segments, problem.port) !== undefined
  const isInside = segments.length === view.length + 1
  // A port that is to be wired from outside is right inside.
  if (isInside && isFedFromOutside && problem.code === 'input-missing') return undefined
  const node = segments[view.length]
  return {
    ...problem,
    at: problem.node,
    node,
    port: portInView(workflow, segments, { view, port: problem.port }),
  }
}

interface Looking {
  readonly view: readonly string[]
  readonly port: string | undefined
}

/** What the port is called in view, led outwards through the instances; undefined when it is not shown there. */
function portInView(workflow: Layered, path: readonly string[], { view, port }: Looking): string | undefined {
  if (path.length === view.length + 1) return port
  return portInView(workflow, path.slice(0, -1), { view, port: outerPort(workflow, path, port) })
}

function outerPort(workflow: Layered, path: readonly string[], port: string | undefined): string | undefined {
  const { subgraph } = graphAt(workflow, path.slice(0, -1))
  if (port === undefined || subgraph === undefined) return undefined
  return inputOver(workflow.subgraphs[subgraph], { node: path.at(-1) ?? '', port })?.name
}

/** The node behind a path, as it is saved. */
export function nodeAt(workflow: Layered, path: string): GraphNode | undefined {
  const segments = pathSegments(path)
  const place = graphAt(workflow, segments.slice(0, -1))
  return place.path.length === segments.length - 1 ? place.graph.nodes[segments.at(-1) ?? ''] : undefined
}

/** The facts of the nodes of the graph in view, by their ids there. */
export function factsInView(facts: CheckAnswer['facts'], view: readonly string[]): CheckAnswer['facts'] {
  if (view.length === 0) return facts
  const prefix = `${view.join('/')}/`
  const inside = Object.entries(facts).filter(([path]) => path.startsWith(prefix))
  return Object.fromEntries(inside.map(([path, ports]) => [path.slice(prefix.length), ports]))
}
