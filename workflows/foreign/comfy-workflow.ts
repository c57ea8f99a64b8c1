import { z } from 'zod'
import type { Graph, GraphEdge, GraphNode } from '../graph.ts'
import type { JsonValue } from '../json.ts'
import type { Workflow } from '../workflow-file.ts'
import { latestVersion } from '../migrate-workflow.ts'

/*
 * ComfyUI's graph as its editor saves it. Node types that Reelgraph does not have become ghosts: they keep their
 * title, place, wires and every value, so that nothing is lost by opening such a file.
 */

const placeSchema = z
  .union([z.tuple([z.number(), z.number()]).rest(z.unknown()), z.record(z.string(), z.unknown())])
  .optional()
const slotSchema = z.looseObject({
  name: z.string().default(''),
  link: z.number().nullish(),
  widget: z.looseObject({ name: z.string() }).nullish(),
})
const nodeSchema = z.looseObject({
  id: z.union([z.number(), z.string()]),
  type: z.string().min(1),
  title: z.string().optional(),
  pos: placeSchema,
  mode: z.number().optional(),
  inputs: z.array(slotSchema).nullish(),
  outputs: z.array(slotSchema).nullish(),
  widgets_values: z.unknown(),
  widgets_values_named: z.record(z.string(), z.unknown()).optional(),
})
const linkSchema = z.union([
  z.tuple([z.number(), z.unknown(), z.unknown(), z.unknown(), z.unknown()]).rest(z.unknown()),
  z.looseObject({
    id: z.number(),
    origin_id: z.unknown(),
    origin_slot: z.unknown(),
    target_id: z.unknown(),
    target_slot: z.unknown(),
  }),
])
const comfySchema = z.looseObject({
  nodes: z.array(nodeSchema).min(1),
  links: z.array(linkSchema.nullable()).default([]),
})
type ComfyNode = z.infer<typeof nodeSchema>

/** True for what ComfyUI's editor saves. */
export function isComfyWorkflow(value: unknown): boolean {
  return comfySchema.safeParse(value).success
}

export interface ForeignFile {
  readonly id: string
  readonly name: string
}

/** @throws ZodError for what is none; ask {@link isComfyWorkflow} first. */
export function fromComfyWorkflow(value: unknown, { id, name }: ForeignFile): Workflow {
  const { nodes, links } = comfySchema.parse(value)
  const ids = new Map(nodes.map((node) => [String(node.id), slugOf(node)]))
  const byId = new Map(nodes.map((node) => [String(node.id), node]))
  const graph: Graph = {
    nodes: Object.fromEntries(nodes.map((node) => [slugOf(node), ghostOf(node)])),
    edges: links.flatMap((link) => (link ? edgeOf(link, { ids, byId }) : [])),
    groups: {},
    notes: {},
  }
  return { format: 'reelgraph', version: latestVersion, id, name, graph, subgraphs: {} }
}

function slugOf({ id, type }: Pick<ComfyNode, 'id' | 'type'>): string {
  const slug = `${type}-${id}`.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return slug.replace(/^-+|-+$/g, '') || `node-${String(id).replace(/\D/g, '') || '0'}`
}

function ghostOf(node: ComfyNode): GraphNode {
  const mode = node.mode === 4 ? ('bypass' as const) : node.mode === 2 ? ('mute' as const) : undefined
  return {
    ...{ type: node.type, version: 1, params: paramsOf(node), position: positionOf(node.pos) },
    ...(node.title !== undefined && { title: node.title }),
    ...(mode && { mode }),
  }
}

/** By name where the file tells names, else by their place: `value-1` … */
function paramsOf({
  widgets_values: values,
  widgets_values_named: named,
}: ComfyNode): Record<string, JsonValue> {
  if (named) return named as Record<string, JsonValue>
  if (Array.isArray(values))
    return Object.fromEntries(values.map((value: JsonValue, index) => [`value-${index + 1}`, value]))
  return typeof values === 'object' && values !== null ? (values as Record<string, JsonValue>) : {}
}

function positionOf(pos: ComfyNode['pos']): { x: number; y: number } {
  const [x, y] = Array.isArray(pos) ? pos : [pos?.['0'] ?? pos?.x, pos?.['1'] ?? pos?.y]
  return { x: Number(x) || 0, y: Number(y) || 0 }
}

interface Lookup {
  readonly ids: ReadonlyMap<string, string>
  readonly byId: ReadonlyMap<string, ComfyNode>
}

function edgeOf(link: z.infer<typeof linkSchema>, { ids, byId }: Lookup): GraphEdge[] {
  const [origin, originSlot, target, targetSlot] = Array.isArray(link)
    ? link.slice(1, 5)
    : [link.origin_id, link.origin_slot, link.target_id, link.target_slot]
  const [from, to] = [ids.get(String(origin)), ids.get(String(target))]
  if (!from || !to) return []
  const output = byId.get(String(origin))?.outputs?.[Number(originSlot)]?.name
  const input = byId.get(String(target))?.inputs?.[Number(targetSlot)]?.name
  return [
    {
      from: { node: from, port: output || `output-${Number(originSlot) + 1}` },
      to: { node: to, port: input || `input-${Number(targetSlot) + 1}` },
    },
  ]
}
