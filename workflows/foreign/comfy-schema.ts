import { z } from 'zod'

/*
 * ComfyUI's graph as its editor saves it, versions 0.4 and 1, with all the shapes found in files people share:
 * places as lists or objects, slot numbers as text, widget values as lists or by name.
 */

const pairSchema = z
  .union([z.tuple([z.number(), z.number()]).rest(z.unknown()), z.record(z.string(), z.unknown())])
  .optional()
/** What a file can be read without: missing where it is damaged. */
const spare = <T extends z.ZodType>(schema: T) => schema.nullish().catch(undefined).optional()

const slotSchema = z.looseObject({ name: z.string().default('') })

const nodeSchema = z.looseObject({
  id: z.union([z.number(), z.string()]),
  type: z.string().min(1),
  title: z.string().optional(),
  pos: pairSchema,
  size: spare(pairSchema),
  flags: spare(z.looseObject({ collapsed: z.unknown(), pinned: z.unknown() }).partial()),
  mode: z.number().optional(),
  color: spare(z.string()),
  inputs: z.array(slotSchema).nullish(),
  outputs: z.array(slotSchema).nullish(),
  properties: spare(z.record(z.string(), z.unknown())),
  widgets_values: z.unknown().optional(),
  widgets_values_named: z.record(z.string(), z.unknown()).optional(),
})

const linkSchema = z
  .union([
    z.tuple([z.number(), z.unknown(), z.unknown(), z.unknown(), z.unknown()]).rest(z.unknown()),
    z.looseObject({
      id: z.number(),
      origin_id: z.unknown(),
      origin_slot: z.unknown(),
      target_id: z.unknown(),
      target_slot: z.unknown(),
      parentId: z.number().optional(),
    }),
  ])
  .transform((link) => {
    if (!Array.isArray(link)) {
      const { id, origin_id, origin_slot, target_id, target_slot, parentId } = link
      return linkOf(id, [origin_id, origin_slot, target_id, target_slot], parentId)
    }
    const [id, ...ends] = link
    return linkOf(id, ends, undefined)
  })

/** A wire between two slots; `through` is the last point it is led through. */
function linkOf(id: number, ends: readonly unknown[], through: number | undefined) {
  const [origin, originSlot, target, targetSlot] = ends
  return {
    ...{ id, origin: String(origin), originSlot: Number(originSlot) },
    ...{ target: String(target), targetSlot: Number(targetSlot), through },
  }
}

const groupSchema = z.looseObject({
  title: z.string().default(''),
  bounding: z.array(z.number()).length(4),
  color: z.string().nullish(),
})
const rerouteSchema = z.looseObject({ id: z.number(), parentId: z.number().optional(), pos: pairSchema })

const graphShape = {
  nodes: z.array(nodeSchema),
  links: z.array(linkSchema.nullable()).default([]),
  groups: spare(z.array(groupSchema.nullable().catch(null))),
  /** Points wires are led through: here in version 1, in `extra` in 0.4. */
  reroutes: spare(z.array(rerouteSchema)),
  extra: spare(
    z.looseObject({
      reroutes: z.array(rerouteSchema).optional(),
      linkExtensions: z.array(z.looseObject({ id: z.number(), parentId: z.number() })).optional(),
    }),
  ),
}

const portSchema = z.looseObject({
  name: z.string().default(''),
  /** Some have several, some a number. */
  type: z.union([z.string(), z.number(), z.array(z.string())]).catch('*'),
  label: spare(z.string()),
})
export const definitionSchema = z.looseObject({
  ...graphShape,
  id: z.string(),
  name: z.string().default(''),
  revision: z.number().int().nonnegative().catch(0),
  inputs: z.array(portSchema).default([]),
  outputs: z.array(portSchema).default([]),
  definitions: z.unknown().optional(),
})

export const comfySchema = z.looseObject({
  ...graphShape,
  nodes: graphShape.nodes.min(1),
  definitions: z.unknown().optional(),
})

const definitionsSchema = z.looseObject({ subgraphs: z.array(z.unknown()).default([]) })

export type ComfyNode = z.infer<typeof nodeSchema>
export type ComfyLink = z.infer<typeof linkSchema>
export type ComfyGraph = Pick<z.infer<typeof definitionSchema>, keyof typeof graphShape>
export type ComfyDefinition = z.infer<typeof definitionSchema>

/** Subgraphs of a file by their id; a definition may hold others. Damaged ones are left out. */
export function definitionsIn(value: unknown): ReadonlyMap<string, ComfyDefinition> {
  const { data } = definitionsSchema.safeParse(value)
  const own = (data?.subgraphs ?? []).flatMap((each) => {
    const parsed = definitionSchema.safeParse(each)
    return parsed.success ? [parsed.data] : []
  })
  return new Map(own.flatMap((each) => [[each.id, each] as const, ...definitionsIn(each.definitions)]))
}

/** `[x, y]` or `{ "0": x, "1": y }`. */
export function pairOf(value: ComfyNode['pos'] | null): readonly [number, number] {
  const [x, y] = Array.isArray(value) ? value : [value?.['0'] ?? value?.x, value?.['1'] ?? value?.y]
  return [Number(x) || 0, Number(y) || 0]
}
