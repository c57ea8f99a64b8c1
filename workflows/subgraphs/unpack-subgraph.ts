import { freeNodeId, type Point } from '../graph-edits.ts'
import type { EdgeEnd, Graph, GraphEdge, GraphNode, NodeId } from '../graph.ts'
import type { Workflow } from '../workflow-file.ts'
import { fieldsMovedOut } from './app-fields.ts'
import { levelIn, setWires, wiresOf } from './boundary-wires.ts'
import { withValues } from './open-levels.ts'
import { dropUnused } from './subgraph-uses.ts'
import {
  definitionOf,
  freeName,
  type InnerEnd,
  orderInside,
  type Subgraph,
  subgraphIdOf,
} from './subgraph.ts'

/**
 * Puts what is inside an instance in its place, with the instance's values; the inverse of making one. The definition
 * goes with its last instance. Changes what it is given; the new nodes are the answer.
 * @param place the definition whose graph it is; undefined for the workflow's own.
 */
export function unpackSubgraph(workflow: Workflow, place: string | undefined, id: NodeId): readonly NodeId[] {
  const level = levelIn(workflow, place)
  const { graph } = level
  const instance = graph.nodes[id]
  const definition = definitionOf(instance, workflow.subgraphs)
  if (!instance || !definition) return []
  const offset = offsetOf(instance, definition)
  const ends = renaming(graph, id, definition)
  const wires = wiresOf(level)
  const kept = wires.filter(({ from, to }) => from.node !== id && to.node !== id)
  const led = outerWires(wires, id, { definition, ends })
  Reflect.deleteProperty(graph.nodes, id)
  const parents = addFrames(graph, definition.graph, offset)
  for (const [inner, node] of Object.entries(withValues(definition, instance).nodes)) {
    const { parent: own, mode, ...rest } = node
    delete rest.fixed
    delete rest.nextSeed
    const nextSeed = nextSeedInside(instance, definition, inner)
    const fixed = fixedInside(instance, definition, inner)
    const parent = own === undefined ? instance.parent : parents.get(own)
    const position = moved(node.position, offset)
    graph.nodes[ends.idOf(inner)] = {
      ...{ ...rest, params: { ...node.params }, position },
      ...(parent !== undefined && { parent }),
      ...(fixed.length > 0 && { fixed }),
      ...(Object.keys(nextSeed).length > 0 && { nextSeed }),
      ...((instance.mode ?? mode) && { mode: instance.mode ?? mode }),
    }
  }
  const inner = definition.graph.edges.map((edge) => innerWire(edge, ends, offset))
  setWires(level, [...kept, ...inner, ...led])
  if (place === undefined) fieldsMovedOut(workflow, definition, { instance: id, endOf: ends.endOf })
  dropUnused(workflow, subgraphIdOf(instance.type) ?? '')
  return Object.keys(definition.graph.nodes).map(ends.idOf)
}

/** Seeds of an inner node that are locked: of those the instance shows, as the instance has them. */
function fixedInside({ fixed = [] }: GraphNode, definition: Subgraph, inner: NodeId): string[] {
  const shown = shownOf(definition, inner)
  const own = (definition.graph.nodes[inner]?.fixed ?? []).filter((port) => !isShown(shown, port))
  return [...own, ...shown.filter(({ name }) => fixed.includes(name)).map(({ port }) => port)]
}

/** {@link fixedInside} for seeds that move with every run. */
function nextSeedInside({ nextSeed = {} }: GraphNode, definition: Subgraph, inner: NodeId) {
  const shown = shownOf(definition, inner)
  const own = Object.entries(definition.graph.nodes[inner]?.nextSeed ?? {})
  const moving = shown.flatMap(({ name, port }) => (nextSeed[name] ? [[port, nextSeed[name]] as const] : []))
  return Object.fromEntries([...own.filter(([port]) => !isShown(shown, port)), ...moving])
}

type Shown = readonly { readonly name: string; readonly port: string }[]

const isShown = (shown: Shown, port: string) => shown.some((one) => one.port === port)

/** Ports of an inner node that the instances show, with their names there. */
const shownOf = ({ inputs }: Subgraph, inner: NodeId): Shown =>
  inputs.flatMap(({ name, inner: ends }) =>
    ends.flatMap(({ node, port }) => (node === inner ? [{ name, port }] : [])),
  )

interface Renaming {
  readonly idOf: (inner: NodeId) => NodeId
  readonly endOf: (end: EdgeEnd) => EdgeEnd
}

function renaming(graph: Graph, instance: NodeId, definition: Subgraph): Renaming {
  const nodes = { ...graph.nodes }
  // The instance makes room: what it was made of may have its name again.
  Reflect.deleteProperty(nodes, instance)
  const renamed = new Map<NodeId, NodeId>()
  for (const [inner, node] of Object.entries(definition.graph.nodes)) {
    const free = freeNodeId({ ...graph, nodes }, inner)
    nodes[free] = node
    renamed.set(inner, free)
  }
  const idOf = (inner: NodeId) => renamed.get(inner) ?? inner
  return { idOf, endOf: ({ node, port }) => ({ node: idOf(node), port }) }
}

/** Its top left corner comes where the instance stood. */
function offsetOf({ position }: GraphNode, { graph }: Subgraph): Point {
  const inner = Object.values(graph.nodes).map((node) => node.position)
  if (inner.length === 0) return { x: 0, y: 0 }
  return {
    x: position.x - Math.min(...inner.map(({ x }) => x)),
    y: position.y - Math.min(...inner.map(({ y }) => y)),
  }
}

const moved = ({ x, y }: Point, by: Point): Point => ({ x: x + by.x, y: y + by.y })

function innerWire(edge: GraphEdge, { endOf }: Renaming, offset: Point): GraphEdge {
  const bends = edge.bends?.map((bend) => moved(bend, offset))
  return { ...edge, from: endOf(edge.from), to: endOf(edge.to), ...(bends && { bends }) }
}

/** The wires of the instance, led on to what its ports stand for. */
function outerWires(
  wires: readonly GraphEdge[],
  id: NodeId,
  { definition, ends }: { readonly definition: Subgraph; readonly ends: Renaming },
): GraphEdge[] {
  const port = (side: 'inputs' | 'outputs', name: string) =>
    definition[side].find((one) => one.name === name)?.inner ?? []
  return wires.flatMap((edge): GraphEdge[] => {
    const sources =
      edge.from.node === id ? port('outputs', edge.from.port).slice(0, 1).map(ends.endOf) : [edge.from]
    const targets: readonly InnerEnd[] =
      edge.to.node === id
        ? port('inputs', edge.to.port).map((end) => ({
            ...ends.endOf(end),
            order: orderInside(definition.graph, end, edge.order),
          }))
        : [{ ...edge.to, order: edge.order }]
    if (edge.from.node !== id && edge.to.node !== id) return []
    return sources.flatMap((from) =>
      targets.map(({ order, ...to }) => ({
        ...withoutOrder(edge),
        from,
        to,
        ...(order !== undefined && { order }),
      })),
    )
  })
}

function withoutOrder({ bends, link }: GraphEdge): Pick<GraphEdge, 'bends' | 'link'> {
  return { ...(bends && { bends }), ...(link !== undefined && { link }) }
}

/** Adds groups and notes under free names; old group → new one. */
function addFrames(graph: Graph, inner: Graph, offset: Point): ReadonlyMap<string, string> {
  for (const [id, note] of Object.entries(inner.notes)) {
    graph.notes[freeName(Object.keys(graph.notes), id)] = { ...note, position: moved(note.position, offset) }
  }
  return new Map(
    Object.entries(inner.groups).map(([id, group]) => {
      const free = freeName(Object.keys(graph.groups), id)
      graph.groups[free] = { ...group, position: moved(group.position, offset) }
      return [id, free]
    }),
  )
}
