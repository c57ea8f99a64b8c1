import { z } from 'zod'
import type { CatalogData } from '../../nodes/node-data.ts'
import { nodeCategories } from '../../nodes/define-node.ts'

const text = z.object({ en: z.string(), 'zh-CN': z.string() })
const port = z.object({
  name: z.string(),
  type: z.string(),
  label: text,
  optional: z.boolean(),
  many: z.boolean(),
})
const paramBase = {
  name: z.string(),
  type: z.string(),
  label: text,
  help: text.optional(),
  inline: z.boolean().optional(),
}

const textForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('color') }),
  z.object({ kind: z.literal('curve'), min: z.number(), max: z.number() }),
  z.object({ kind: z.literal('cards'), seconds: z.string(), images: z.string(), clips: z.string() }),
])

const param = z.discriminatedUnion('kind', [
  z.object({
    ...paramBase,
    kind: z.literal('number'),
    default: z.number(),
    min: z.number(),
    max: z.number(),
    step: z.number(),
    integer: z.boolean(),
    unit: z.string().optional(),
    slider: z.boolean().optional(),
  }),
  z.object({ ...paramBase, kind: z.literal('seed'), default: z.number() }),
  z.object({
    ...paramBase,
    kind: z.literal('text'),
    default: z.string(),
    multiline: z.boolean(),
    maxLength: z.number(),
    prompt: z.boolean().optional(),
    wildcards: z.boolean().optional(),
    form: textForm.optional(),
  }),
  z.object({ ...paramBase, kind: z.literal('toggle'), default: z.boolean() }),
  z.object({
    ...paramBase,
    kind: z.literal('choice'),
    default: z.string(),
    choices: z.array(z.object({ value: z.string(), label: text })),
  }),
  z.object({
    ...paramBase,
    kind: z.literal('asset'),
    default: z.string(),
    accept: z.enum(['image', 'video', 'audio', 'lut']),
  }),
  z.object({
    ...paramBase,
    kind: z.literal('model'),
    default: z.string(),
    modelKind: z.enum(['video-diffusion', 'upscaler', 'interpolator']),
    optional: z.boolean().optional(),
  }),
])

const node = z.object({
  id: z.string(),
  version: z.number(),
  label: text,
  category: z.enum(nodeCategories),
  help: text,
  example: text,
  synonyms: z.array(z.string()),
  isOutput: z.boolean(),
  inputs: z.array(port),
  params: z.array(param),
  outputs: z.array(port),
})

/** `GET /api/nodes`. */
export const catalogSchema: z.ZodType<CatalogData> = z.object({
  nodes: z.array(node),
  sockets: z.array(z.object({ type: z.string(), label: text, color: z.string() })),
})
