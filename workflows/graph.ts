import { z } from 'zod'
import { jsonSchema } from './json.ts'

/** What every object answers to, `constructor` among them, names nothing in a graph. */
const isOwnName = (name: string) => !(name in Object.prototype)

/** Node ids are slugs, unique in their graph: `prompt`, `prompt-2`. A path through subgraphs is `a/b`. */
export const nodeIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a slug such as prompt-2')
  .refine(isOwnName)

/** A node inside subgraphs: the instances that lead to it, and itself. */
export const nodePathSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)*$/, 'a slug such as prompt-2, or a path a/b')
  .refine((path) => path.split('/').every(isOwnName))

const positionSchema = z.object({ x: z.number(), y: z.number() })
const sizeSchema = z.object({ width: z.number().positive(), height: z.number().positive() })

export const graphNodeSchema = z.object({
  type: z.string().min(1),
  version: z.number().int().positive(),
  params: z.record(z.string(), jsonSchema).default({}),
  title: z.string().optional(),
  /** `bypass`: the first input of the output's type goes straight through. `mute`: does not run, nor do its followers. */
  mode: z.enum(['bypass', 'mute']).optional(),
  position: positionSchema,
  size: sizeSchema.optional(),
  collapsed: z.boolean().optional(),
  pinned: z.boolean().optional(),
  color: z.string().optional(),
  /** Seeds that “a new seed for every run” leaves alone, by param. */
  fixed: z.array(z.string()).optional(),
  /** What a seed becomes for the next run, by param: drawn anew, one more, one less. */
  nextSeed: z.record(z.string(), z.enum(['random', 'up', 'down'])).optional(),
  /** The group the node lies in. */
  parent: z.string().optional(),
})

const endSchema = z.object({ node: nodeIdSchema, port: z.string().min(1).refine(isOwnName) })

export const edgeSchema = z.object({
  from: endSchema,
  to: endSchema,
  /** Place among the edges of a port that takes many; lowest first. */
  order: z.number().optional(),
  /** Points the wire is led through, from its start to its end. */
  bends: z.array(positionSchema).optional(),
  /** Drawn as two chips with this name instead of a wire. */
  link: z.string().max(60).optional(),
})

export const groupSchema = z.object({
  title: z.string().default(''),
  color: z.string().optional(),
  position: positionSchema,
  size: sizeSchema,
  collapsed: z.boolean().optional(),
  /** A container: the sweeps of its members run inside it only, and what leaves it is a list. */
  forEach: z.boolean().optional(),
})

export const noteSchema = z.object({
  /** Markdown. */
  text: z.string().default(''),
  color: z.string().optional(),
  position: positionSchema,
  size: sizeSchema,
})

export const graphSchema = z.object({
  nodes: z.record(nodeIdSchema, graphNodeSchema),
  edges: z.array(edgeSchema),
  groups: z.record(z.string(), groupSchema).default({}),
  notes: z.record(z.string(), noteSchema).default({}),
})

export type NodeId = string
export type GraphNode = z.infer<typeof graphNodeSchema>
export type GraphEdge = z.infer<typeof edgeSchema>
export type EdgeEnd = GraphEdge['from']
export type GraphGroup = z.infer<typeof groupSchema>
export type GraphNote = z.infer<typeof noteSchema>
export type Graph = z.infer<typeof graphSchema>

export const emptyGraph: Graph = { nodes: {}, edges: [], groups: {}, notes: {} }

/** The edges that end at one port, in their order. */
export function edgesInto(graph: Graph, node: NodeId, port: string): readonly GraphEdge[] {
  return graph.edges
    .filter((edge) => edge.to.node === node && edge.to.port === port)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
}
