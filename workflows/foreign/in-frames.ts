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
  const members = grouped(Object.entries(graph.nodes), ([, { parent }]) => {
    return parent !== undefined && Object.hasOwn(graph.groups, parent) ? parent : undefined
  })
  const outer = outerGroups(graph.groups)
  const inner = grouped(Object.keys(graph.groups), (id) => outer.get(id))
  const band = (group: string | undefined, top: number): Band => {
    const own = rowsOf(members.get(group) ?? [], columns, top)
    const bands = [own]
    let { bottom } = own
    for (const id of inner.get(group) ?? []) {
      const next = framed(id, band(id, bottom + between + titleRoom))
      if (Object.keys(next.nodes).length === 0) continue
      bands.push(next)
      bottom = next.bottom
    }
    return joined(bands, top, bottom)
  }
  const framed = (id: string, inside: Band): Band => {
    const group = graph.groups[id]
    if (!group || Object.keys(inside.nodes).length === 0) return inside
    const [left, right] = [inside.left - edge, inside.right + edge]
    const [top, bottom] = [inside.top - titleRoom, inside.bottom + edge]
    const size = { width: right - left, height: bottom - top }
    const frame: GraphGroup = { ...group, position: { x: left, y: top }, size }
    return { nodes: inside.nodes, groups: { [id]: frame, ...inside.groups }, left, right, top, bottom }
  }
  const { nodes, groups } = band(undefined, 0)
  return { nodes, groups }
}

function grouped<T>(
  all: readonly T[],
  keyOf: (one: T) => string | undefined,
): ReadonlyMap<string | undefined, readonly T[]> {
  const groups = new Map<string | undefined, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

/** Several, one below the other already, as one. */
function joined(bands: readonly Band[], top: number, bottom: number): Band {
  return {
    nodes: Object.fromEntries(bands.flatMap(({ nodes }) => Object.entries(nodes))),
    groups: Object.fromEntries(bands.flatMap(({ groups }) => Object.entries(groups))),
    ...{ top, bottom },
    left: bands.reduce((least, { left }) => Math.min(least, left), Infinity),
    right: bands.reduce((most, { right }) => Math.max(most, right), -Infinity),
  }
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

/** By group the smallest one it lies in. */
function outerGroups(groups: Groups): ReadonlyMap<string, string | undefined> {
  const area = ({ size }: GraphGroup) => size.width * size.height
  const holds = (outer: GraphGroup, { position: { x, y } }: GraphGroup) =>
    x >= outer.position.x &&
    x < outer.position.x + outer.size.width &&
    y >= outer.position.y &&
    y < outer.position.y + outer.size.height
  const bySize = Object.entries(groups).sort(([, a], [, b]) => area(a) - area(b))
  return new Map(
    bySize.map(([id, group]) => {
      const around = bySize.find(([, other]) => area(other) > area(group) && holds(other, group))
      return [id, around?.[0]]
    }),
  )
}
