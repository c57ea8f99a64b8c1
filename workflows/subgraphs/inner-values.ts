import type { Graph, NodeId } from '../graph.ts'
import type { JsonValue } from '../json.ts'
import { graphAt, inputOver, type Layered, pathSegments, type Subgraph } from './subgraph.ts'

/** Where the value of a param is kept: on an instance it is shown on, or inside the definition. */
export interface ParamPlace {
  /** Definition whose graph holds the node; undefined for the workflow's own. */
  readonly subgraph?: string
  /** Instances that lead to the graph. */
  readonly path: readonly NodeId[]
  readonly node: NodeId
  readonly param: string
}

/**
 * The place of a param of the flat node `a/b`: the outermost instance that shows it, else the definition, whose value
 * all its instances share. Undefined when there is no such node.
 */
export function placeOfParam(workflow: Layered, path: string, param: string): ParamPlace | undefined {
  const segments = pathSegments(path)
  const [node = ''] = segments.slice(-1)
  const around = segments.slice(0, -1)
  const { graph, subgraph, path: reached } = graphAt(workflow, around)
  if (reached.length < around.length || !(node in graph.nodes)) return undefined
  const shown =
    subgraph === undefined ? undefined : inputOver(workflow.subgraphs[subgraph], { node, port: param })
  if (shown) return placeOfParam(workflow, around.join('/'), shown.name)
  return { subgraph, path: reached, node, param }
}

/** The workflow with another value for a param of a flat node; without a wire that would win over it. */
export function withParamAt<W extends Layered>(
  workflow: W,
  { path, param }: { readonly path: string; readonly param: string },
  value: JsonValue,
): W {
  const place = placeOfParam(workflow, path, param)
  return place ? withValueAt(workflow, place, value) : workflow
}

export function withValueAt<W extends Layered>(workflow: W, place: ParamPlace, value: JsonValue): W {
  const { subgraph } = place
  if (subgraph === undefined) return { ...workflow, graph: withValue(workflow.graph, place, value) }
  const definition = workflow.subgraphs[subgraph]
  if (!definition) return workflow
  const changed: Subgraph = { ...definition, graph: withValue(definition.graph, place, value) }
  return { ...workflow, subgraphs: { ...workflow.subgraphs, [subgraph]: changed } }
}

function withValue(graph: Graph, { node: id, param }: ParamPlace, value: JsonValue): Graph {
  const node = graph.nodes[id]
  if (!node) return graph
  const nodes = { ...graph.nodes, [id]: { ...node, params: { ...node.params, [param]: value } } }
  return { ...graph, nodes, edges: graph.edges.filter(({ to }) => to.node !== id || to.port !== param) }
}
