import { z } from 'zod'
import type { Graph, GraphEdge, GraphNode } from '../graph.ts'
import type { JsonValue } from '../json.ts'
import { latestVersion } from '../migrate-workflow.ts'
import type { Workflow } from '../workflow-file.ts'
import type { ForeignFile } from './comfy-workflow.ts'

/** ComfyUI's graph as it was run: by node id its class and inputs, a wire being `[node, output]`. */
const promptSchema = z.record(
  z.string(),
  z.looseObject({
    class_type: z.string().min(1),
    inputs: z.record(z.string(), z.unknown()).default({}),
    _meta: z.looseObject({ title: z.string().optional() }).optional(),
  }),
)
type Prompt = z.infer<typeof promptSchema>

const columnWidth = 320
const rowHeight = 240

export function isComfyPrompt(value: unknown): boolean {
  const parsed = promptSchema.safeParse(value)
  return parsed.success && Object.keys(parsed.data).length > 0
}

/** Ghosts that keep every value; it says nothing about places, so they stand in columns by what they wait for. */
export function fromComfyPrompt(value: unknown, { id, name }: ForeignFile): Workflow {
  const prompt = promptSchema.parse(value)
  const slugs = new Map(Object.entries(prompt).map(([key, node]) => [key, slugOf(key, node.class_type)]))
  const rows = new Map<number, number>()
  const nodes = Object.entries(prompt).map(([key, node]): [string, GraphNode] => {
    const column = depthOf(key, prompt)
    const row = rows.get(column) ?? 0
    rows.set(column, row + 1)
    const position = { x: column * columnWidth, y: row * rowHeight }
    const title = node._meta?.title
    const params = Object.fromEntries(
      Object.entries(node.inputs).filter(([, given]) => !isWire(given, prompt)),
    )
    return [
      slugs.get(key) ?? key,
      {
        ...{ type: node.class_type, version: 1, params: params as Record<string, JsonValue>, position },
        ...(title !== undefined && { title }),
      },
    ]
  })
  const graph: Graph = {
    nodes: Object.fromEntries(nodes),
    edges: edgesOf(prompt, slugs),
    groups: {},
    notes: {},
  }
  return { format: 'reelgraph', version: latestVersion, id, name, graph, subgraphs: {} }
}

function slugOf(key: string, type: string): string {
  return (
    `${type}-${key}`
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'node'
  )
}

function isWire(value: unknown, prompt: Prompt): value is [string | number, number] {
  return (
    Array.isArray(value) && value.length === 2 && String(value[0]) in prompt && typeof value[1] === 'number'
  )
}

function edgesOf(prompt: Prompt, slugs: ReadonlyMap<string, string>): GraphEdge[] {
  return Object.entries(prompt).flatMap(([key, { inputs }]) =>
    Object.entries(inputs).flatMap(([port, value]) => {
      if (!isWire(value, prompt)) return []
      const from = { node: slugs.get(String(value[0])) ?? '', port: `output-${value[1] + 1}` }
      return [{ from, to: { node: slugs.get(key) ?? '', port } }]
    }),
  )
}

/** Longest way from a node without wires; a damaged file may go in circles. */
function depthOf(key: string, prompt: Prompt, seen: ReadonlySet<string> = new Set()): number {
  if (seen.has(key) || seen.size > 100) return 0
  const below = new Set([...seen, key])
  const depths = Object.values(prompt[key]?.inputs ?? {}).map((value) =>
    isWire(value, prompt) ? 1 + depthOf(String(value[0]), prompt, below) : 0,
  )
  return Math.max(0, ...depths)
}
