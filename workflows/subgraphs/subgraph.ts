import { z } from 'zod'
import { type Graph, type GraphNode, graphSchema, type NodeId } from '../graph.ts'

const innerEndSchema = z.object({
  node: z.string(),
  port: z.string(),
  /** One place among the wires of an inner port that takes many; without it the outer port takes many, too. */
  order: z.number().optional(),
})

const subgraphPortSchema = z.object({
  name: z.string().min(1),
  type: z.string(),
  /** What people call it; the inner port's own label when left out. */
  label: z.string().optional(),
  /**
   * The inner ports the outer one stands for. An input may feed several; one that leads to params is shown as a param
   * whose value each instance has for itself. An output has one, or none while it is not wired.
   */
  inner: z.array(innerEndSchema),
})

/**
 * A graph that is used as a node. Its instances are nodes of type `subgraph:<id>` whose params are their own values,
 * by the names of the inputs. `revision` is the one in the library it stands on, 0 when it was never there.
 */
export const subgraphSchema = z.object({
  revision: z.number().int().nonnegative(),
  name: z.string(),
  inputs: z.array(subgraphPortSchema),
  outputs: z.array(subgraphPortSchema),
  graph: graphSchema,
})

/** Setting this key on an object changes what the object is. */
const subgraphKeySchema = z.string().refine((id) => id !== '__proto__', 'another id than __proto__')

/** Definitions by id. */
export const subgraphsSchema = z.record(subgraphKeySchema, subgraphSchema)

export type Subgraph = z.infer<typeof subgraphSchema>
export type SubgraphPort = z.infer<typeof subgraphPortSchema>
export type InnerEnd = z.infer<typeof innerEndSchema>
export type Subgraphs = Readonly<Record<string, Subgraph>>
export type PortSide = 'inputs' | 'outputs'

/** A workflow as far as subgraphs are concerned. */
export interface Layered {
  readonly graph: Graph
  readonly subgraphs: Subgraphs
}

const prefix = 'subgraph:'

/** Type of a node that stands for a subgraph. */
export const instanceType = (subgraph: string): string => `${prefix}${subgraph}`

/** The subgraph a node type stands for; undefined for a node of its own. */
export function subgraphIdOf(type: string): string | undefined {
  return type.startsWith(prefix) ? type.slice(prefix.length) : undefined
}

/** The definition of an id; what every object inherits, such as `constructor`, is none. */
export const subgraphNamed = (subgraphs: Subgraphs, id: string): Subgraph | undefined =>
  Object.hasOwn(subgraphs, id) ? subgraphs[id] : undefined

/** The subgraph a node stands for, if it is there. */
export function definitionOf(node: GraphNode | undefined, subgraphs: Subgraphs): Subgraph | undefined {
  const id = subgraphIdOf(node?.type ?? '')
  return id === undefined ? undefined : subgraphNamed(subgraphs, id)
}

export interface GraphPlace {
  readonly graph: Graph
  /** The definition it belongs to; undefined for the workflow's own graph. */
  readonly subgraph?: string
  /** Instances from outside to inside that lead there. */
  readonly path: readonly NodeId[]
}

/** The graph behind a chain of instances, as far as the chain holds. */
export function graphAt({ graph, subgraphs }: Layered, path: readonly NodeId[]): GraphPlace {
  let place: GraphPlace = { graph, path: [] }
  for (const id of path) {
    const subgraph = subgraphIdOf(place.graph.nodes[id]?.type ?? '')
    const inside = subgraph === undefined ? undefined : subgraphNamed(subgraphs, subgraph)
    if (!inside || subgraph === undefined) return place
    place = { graph: inside.graph, subgraph, path: [...place.path, id] }
  }
  return place
}

/** The workflow's own graph and those of all definitions. */
export function allGraphs({ graph, subgraphs }: Layered): readonly Graph[] {
  return [graph, ...Object.values(subgraphs).map((subgraph) => subgraph.graph)]
}

/** `a/b` → [`a`, `b`]. */
export const pathSegments = (path: string): readonly NodeId[] => path.split('/')

export function portNamed(
  subgraph: Subgraph | undefined,
  side: PortSide,
  name: string,
): SubgraphPort | undefined {
  return subgraph?.[side].find((port) => port.name === name)
}

/** The outer input that feeds an inner port. */
export function inputOver(
  subgraph: Subgraph | undefined,
  { node, port }: { readonly node: NodeId; readonly port: string },
): SubgraphPort | undefined {
  return subgraph?.inputs.find(({ inner }) => inner.some((end) => end.node === node && end.port === port))
}

/** Place of a wire from outside in an inner port: what it brings comes behind what is wired inside. */
export function orderInside({ edges }: Graph, end: InnerEnd, outer: number | undefined): number | undefined {
  if (end.order !== undefined) return end.order
  const inside = edges.filter(({ to }) => to.node === end.node && to.port === end.port)
  if (inside.length === 0) return outer
  return Math.max(...inside.map(({ order }) => order ?? 0)) + 1 + (outer ?? 0)
}

/** `seed`, then `seed-2`, `seed-3` …: the first that is free. */
export function freeName(taken: Iterable<string>, wanted: string): string {
  const names = new Set(taken)
  if (!names.has(wanted)) return wanted
  let count = 2
  while (names.has(`${wanted}-${count}`)) count += 1
  return `${wanted}-${count}`
}

/** Ids are plain letters; a name in other letters is called by what it is. */
export function slugOf(name: string): string {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return slug.replace(/^-+|-+$/g, '') || 'subgraph'
}
