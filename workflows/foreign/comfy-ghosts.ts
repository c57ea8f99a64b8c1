import type { Graph, GraphEdge, GraphGroup, GraphNode, GraphNote } from '../graph.ts'
import type { JsonValue } from '../json.ts'
import { instanceType } from '../subgraphs/subgraph.ts'
import { outputName, widgetNames } from './comfy-classes.ts'
import {
  type ComfyDefinition,
  type ComfyGraph,
  type ComfyLink,
  type ComfyNode,
  pairOf,
} from './comfy-schema.ts'
import { tintOf } from './tint-of.ts'

export type Definitions = ReadonlyMap<string, ComfyDefinition>

/** Words on the canvas: they become notes. */
const noteTypes = ['Note', 'MarkdownNote']
const noteSize = { width: 320, height: 160 }
/** Says again what the type says. */
const ownName = 'Node name for S&R'

/** One level of a ComfyUI graph as ghosts; wires to the outside of a subgraph are left to its ports. */
export function ghostGraph(level: ComfyGraph, definitions: Definitions): Graph {
  const groups = groupsOf(level)
  const isNote = ({ type }: ComfyNode) => noteTypes.includes(type)
  const ghosts = level.nodes.filter((node) => !isNote(node))
  const places = endsOf(level)
  return {
    nodes: Object.fromEntries(
      ghosts.map((node) => [slugOf(node), { ...ghostOf(node, definitions), ...parentOf(node, groups) }]),
    ),
    edges: level.links.flatMap((link) => (link ? edgeOf(link, level, places) : [])),
    groups,
    notes: Object.fromEntries(level.nodes.filter(isNote).map((node) => [slugOf(node), noteOf(node)])),
  }
}

export function slugOf({ id, type }: Pick<ComfyNode, 'id' | 'type'>): string {
  const slug = `${type}-${id}`.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return slug.replace(/^-+|-+$/g, '') || `node-${String(id).replace(/\D/g, '') || '0'}`
}

function ghostOf(node: ComfyNode, definitions: Definitions): GraphNode {
  const mode = node.mode === 4 ? ('bypass' as const) : node.mode === 2 ? ('mute' as const) : undefined
  const [x, y] = pairOf(node.pos)
  const definition = definitions.get(node.type)
  const title = node.title ?? definition?.name
  return {
    ...{ type: definition ? instanceType(node.type) : node.type, version: 1 },
    ...{ params: paramsOf(node, definition), position: { x, y }, ...sizeOf(node) },
    ...(title !== undefined && { title }),
    ...(mode && { mode }),
    ...(node.flags?.collapsed === true && { collapsed: true }),
    ...(node.flags?.pinned === true && { pinned: true }),
    ...tinted(node),
  }
}

/** By name where the file or the class tells names, else by their place: `value-1` … Further properties are kept beside them. */
function paramsOf(node: ComfyNode, definition: ComfyDefinition | undefined): Record<string, JsonValue> {
  const { widgets_values: values, widgets_values_named: named, properties } = node
  const names = promotedNames(node, definition)
  const further = Object.entries(properties ?? {}).filter(([key]) => key !== ownName)
  const kept: Record<string, JsonValue> = further.length
    ? { properties: Object.fromEntries(further) as JsonValue }
    : {}
  if (named) return { ...(named as Record<string, JsonValue>), ...kept }
  if (Array.isArray(values)) {
    const usual = widgetNames(node.type, values)
    const given = values.map((value: JsonValue, index) => [names[index] ?? usual[index] ?? '', value])
    return { ...(Object.fromEntries(given) as Record<string, JsonValue>), ...kept }
  }
  if (values === undefined || values === null) return kept
  // Some nodes save one bare value instead of a list of one.
  if (typeof values !== 'object') return { 'value-1': values as JsonValue, ...kept }
  return { ...(values as Record<string, JsonValue>), ...kept }
}

/** Values of an instance belong to widgets inside; `-1` is an input of the subgraph itself. */
function promotedNames(node: ComfyNode, definition: ComfyDefinition | undefined): readonly string[] {
  return definition ? proxiesOf(node, definition).map(proxyName) : []
}

/** A widget that is shown on an instance; without a node it is the subgraph's own input of that name. */
interface Proxy {
  readonly node?: string
  readonly widget: string
}

export function proxiesOf({ properties }: ComfyNode, definition: ComfyDefinition): readonly Proxy[] {
  const proxies = properties?.proxyWidgets
  if (!Array.isArray(proxies)) return []
  return (proxies as unknown[]).map((proxy) => {
    const [inner, widget = ''] = Array.isArray(proxy) ? proxy.map(String) : []
    const node = definition.nodes.find(({ id }) => String(id) === inner)
    return { widget, ...(node && { node: slugOf(node) }) }
  })
}

export function proxyName({ node, widget }: Proxy): string {
  return node === undefined ? widget : `${node}-${widget}`
}

function tinted({ color }: { readonly color?: string | null | undefined }): { color?: string } {
  const tint = tintOf(color)
  return tint === undefined ? {} : { color: tint }
}

function sizeOf({ size }: ComfyNode): Pick<GraphNode, 'size'> {
  const [width, height] = pairOf(size)
  return width > 0 && height > 0 ? { size: { width, height } } : {}
}

function noteOf(node: ComfyNode): GraphNote {
  const [x, y] = pairOf(node.pos)
  const { widgets_values: values, title } = node
  const text = Array.isArray(values) ? String(values[0] ?? '') : ''
  const heading = title === undefined || noteTypes.includes(title) ? '' : `### ${title}\n\n`
  const size = sizeOf(node).size ?? noteSize
  return { text: heading + text, position: { x, y }, size, ...tinted(node) }
}

function groupsOf({ groups }: ComfyGraph): Record<string, GraphGroup> {
  const list = (groups ?? []).flatMap((group, index): [string, GraphGroup][] => {
    const [x = 0, y = 0, width = 0, height = 0] = group?.bounding ?? []
    if (!group || width <= 0 || height <= 0) return []
    const look = { title: group.title, ...tinted(group) }
    return [[`group-${index + 1}`, { ...look, position: { x, y }, size: { width, height } }]]
  })
  return Object.fromEntries(list)
}

/** The smallest group around a node's corner. */
function parentOf(node: ComfyNode, groups: Readonly<Record<string, GraphGroup>>): Pick<GraphNode, 'parent'> {
  const [x, y] = pairOf(node.pos)
  const area = ({ size }: GraphGroup) => size.width * size.height
  const around = Object.entries(groups)
    .filter(([, { position, size }]) => {
      const [right, below] = [position.x + size.width, position.y + size.height]
      return x >= position.x && x < right && y >= position.y && y < below
    })
    .sort(([, a], [, b]) => area(a) - area(b))
  return around[0] ? { parent: around[0][0] } : {}
}

/** What a number of a slot is called. */
export interface Ends {
  output(node: string, slot: number): { node: string; port: string } | undefined
  input(node: string, slot: number): { node: string; port: string } | undefined
}

export function endsOf({ nodes }: ComfyGraph): Ends {
  const byId = new Map(nodes.map((node) => [String(node.id), node]))
  const find = (id: string, slot: number, side: 'inputs' | 'outputs') => {
    const node = byId.get(id)
    const usual = side === 'inputs' ? `input-${slot + 1}` : outputName(node?.type ?? '', slot)
    return node && { node: slugOf(node), port: node[side]?.[slot]?.name || usual }
  }
  return {
    output: (id, slot) => find(id, slot, 'outputs'),
    input: (id, slot) => find(id, slot, 'inputs'),
  }
}

function edgeOf(link: ComfyLink, level: ComfyGraph, ends: Ends): GraphEdge[] {
  const from = ends.output(link.origin, link.originSlot)
  const to = ends.input(link.target, link.targetSlot)
  if (!from || !to) return []
  const bends = bendsOf(link, level)
  return [{ from, to, ...(bends.length && { bends }) }]
}

/** The points a wire is led through: each names the one before it. */
function bendsOf({ id, through }: ComfyLink, { reroutes, extra }: ComfyGraph): { x: number; y: number }[] {
  const points = new Map((reroutes ?? extra?.reroutes ?? []).map((point) => [point.id, point]))
  const bends: { x: number; y: number }[] = []
  let next = through ?? extra?.linkExtensions?.find((extension) => extension.id === id)?.parentId
  for (
    let point = points.get(next ?? NaN);
    point && bends.length <= points.size;
    point = points.get(next ?? NaN)
  ) {
    const [x, y] = pairOf(point.pos)
    bends.unshift({ x, y })
    next = point.parentId
  }
  return bends
}
