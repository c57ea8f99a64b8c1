import { z } from 'zod'
import type { Graph, GraphEdge, GraphNode } from '../graph.ts'
import type { JsonValue } from '../json.ts'
import { latestVersion } from '../migrate-workflow.ts'
import type { Workflow } from '../workflow-file.ts'
import { outputName } from './comfy-classes.ts'
import type { ForeignFile } from './comfy-workflow.ts'
import { inColumns } from './in-columns.ts'

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
type PromptNode = Prompt[string]

export function isComfyPrompt(value: unknown): boolean {
  const parsed = promptSchema.safeParse(value)
  return parsed.success && Object.keys(parsed.data).length > 0
}

/** Ghosts that keep every value; it says nothing about places, so they stand in columns by what they wait for. */
export function fromComfyPrompt(value: unknown, { id, name }: ForeignFile): Workflow {
  const prompt = promptSchema.parse(value)
  const slugs = new Map(Object.entries(prompt).map(([key, node]) => [key, slugOf(key, node.class_type)]))
  const nodes = Object.fromEntries(
    Object.entries(prompt).map(([key, node]) => [slugs.get(key) ?? key, ghostOf(node, prompt)]),
  )
  const edges = edgesOf(prompt, slugs)
  const graph: Graph = { nodes: inColumns(nodes, edges), edges, groups: {}, notes: {} }
  return { format: 'reelgraph', version: latestVersion, id, name, graph, subgraphs: {} }
}

function ghostOf({ class_type: type, inputs, _meta: { title } = {} }: PromptNode, prompt: Prompt): GraphNode {
  const params = Object.fromEntries(Object.entries(inputs).filter(([, given]) => !isWire(given, prompt)))
  const node = { type, version: 1, params: params as Record<string, JsonValue>, position: { x: 0, y: 0 } }
  return { ...node, ...(title !== undefined && { title }) }
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
    Object.entries(inputs).flatMap(([input, value]) => {
      if (!isWire(value, prompt)) return []
      const [source, slot] = [String(value[0]), value[1]]
      const port = outputName(prompt[source]?.class_type ?? '', slot)
      const from = { node: slugs.get(source) ?? '', port }
      return [{ from, to: { node: slugs.get(key) ?? '', port: input } }]
    }),
  )
}
