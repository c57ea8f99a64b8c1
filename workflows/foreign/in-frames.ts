import type { Graph, GraphGroup, GraphNode, NodeId } from '../graph.ts'
import { columnsOf, columnWidth, rowHeight } from './in-columns.ts'

type Groups = Graph['groups']

/** Room at the edges of a frame, and above it for its title. */
const edge = 32
const titleRoom = 56
const between = 40
const cardWidth = 240
const usualParams = 4

/** Members of one group and of those inside it: rows below each other, as far as they reach. */
interface Band {
  readonly nodes: Graph['nodes']
  readonly groups: Groups
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/**
 * Nodes in columns by what they wait for, each group in rows of its own, so that its frame lies around its members and
 * nobody else's. A group inside another stays inside; one without members is left out.
 */
export function inFrames(graph: Pick<Graph, 'nodes' | 'edges' | 'groups'>): Pick<Graph, 'nodes' | 'groups'> {
  const columns = columnsOf(graph)
  const outer = outerGroups(graph.groups)
  const band = (group: string | undefined, top: number): Band => {
    const own = rowsOf(membersOf(graph, group), columns, top)
    return Object.keys(graph.groups)
      .filter((id) => outer.get(id) === group)
      .reduce((above, id) => below(above, framed(id, band(id, above.bottom + between + titleRoom))), own)
  }
  const framed = (id: string, inside: Band): Band => {
    const group = graph.groups[id]
    if (!group || Object.keys(inside.nodes).length === 0) return nothing(inside.top)
    const [left, right] = [inside.left - edge, inside.right + edge]
    const [top, bottom] = [inside.top - titleRoom, inside.bottom + edge]
    const size = { width: right - left, height: bottom - top }
    const frame: GraphGroup = { ...group, position: { x: left, y: top }, size }
    return { nodes: inside.nodes, groups: { [id]: frame, ...inside.groups }, left, right, top, bottom }
  }
  const { nodes, groups } = band(undefined, 0)
  return { nodes, groups }
}

const nothing = (top: number): Band => ({
  ...{ nodes: {}, groups: {}, top, bottom: top, left: Infinity, right: -Infinity },
})

function membersOf({ nodes, groups }: Pick<Graph, 'nodes' | 'groups'>, group: string | undefined) {
  return Object.entries(nodes).filter(([, { parent }]) => {
    return (parent !== undefined && parent in groups ? parent : undefined) === group
  })
}

function rowsOf(
  members: readonly (readonly [NodeId, Graph['nodes'][string]])[],
  columns: ReadonlyMap<NodeId, number>,
  top: number,
): Band {
  const rows = new Map<number, number>()
  const nodes: Graph['nodes'] = {}
  for (const [id, node] of members) {
    const column = columns.get(id) ?? 0
    const row = rows.get(column) ?? 0
    rows.set(column, row + rowsTaken(node))
    nodes[id] = { ...node, position: { x: column * columnWidth, y: top + row * rowHeight } }
  }
  const lefts = Object.values(nodes).map(({ position }) => position.x)
  const height = Math.max(0, ...rows.values()) * rowHeight
  return {
    ...{ nodes, groups: {}, top, bottom: top + height },
    ...{ left: Math.min(...lefts), right: Math.max(...lefts) + cardWidth },
  }
}

/** Cards with a picture, or with many values, are as tall as two. */
function rowsTaken({ type, params }: GraphNode): number {
  const showsPicture = /^(save-(video|image)|preview|load-(video|image))$/.test(type)
  return showsPicture || Object.keys(params).length > usualParams ? 2 : 1
}

function below(above: Band, next: Band): Band {
  if (Object.keys(next.nodes).length === 0) return above
  return {
    nodes: { ...above.nodes, ...next.nodes },
    groups: { ...above.groups, ...next.groups },
    ...{ top: above.top, bottom: next.bottom },
    ...{ left: Math.min(above.left, next.left), right: Math.max(above.right, next.right) },
  }
}

/** By group the smallest one it lies in. */
function outerGroups(groups: Groups): ReadonlyMap<string, string | undefined> {
  const area = ({ size }: GraphGroup) => size.width * size.height
  const holds = (outer: GraphGroup, { position: { x, y } }: GraphGroup) =>
    x >= outer.position.x &&
    x < outer.position.x + outer.size.width &&
    y >= outer.position.y &&
    y < outer.position.y + outer.size.height
  const entries = Object.entries(groups)
  return new Map(
    entries.map(([id, group]) => {
      const around = entries.filter(([, other]) => area(other) > area(group) && holds(other, group))
      const smallest = around.sort(([, a], [, b]) => area(a) - area(b))[0]
      return [id, smallest?.[0]]
    }),
  )
}
