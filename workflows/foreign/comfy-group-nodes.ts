import { z } from 'zod'
import { widgetNames } from './comfy-classes.ts'
import { type ComfyDefinition, type ComfyLink, type ComfyNode, definitionSchema } from './comfy-schema.ts'

/*
 * Group nodes, ComfyUI's older way of many nodes in one: their insides lie in `extra.groupNodes` by name, an instance is
 * of the type `workflow>name` and has the values of all widgets inside, one node after the other.
 */

const groupSchema = z.looseObject({
  nodes: z.array(z.looseObject({ type: z.string().min(1) })),
  /** Node and slot it comes from, node and slot it leads to, by their places. */
  links: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()]).rest(z.unknown())).catch([]),
  external: z.array(z.tuple([z.number(), z.number()]).rest(z.unknown())).catch([]),
})
const groupsSchema = z.record(z.string(), z.unknown())
type Group = z.infer<typeof groupSchema>
type Port = ComfyDefinition['inputs'][number]

/** Where wires from and to the surroundings begin and end, as in subgraphs. */
const outside = { in: '-10', out: '-20' }
const instanceType = /^workflow[>/]/

/** Group nodes as subgraphs, by the type of their instances. Damaged ones are left out. */
export function groupNodesIn(extra: unknown): ReadonlyMap<string, ComfyDefinition> {
  const { data: groups = {} } = groupsSchema.safeParse((extra as { groupNodes?: unknown } | null)?.groupNodes)
  const found = Object.entries(groups).flatMap(([name, value]) => {
    const { data: group } = groupSchema.safeParse(value)
    const definition = group && definitionOf(name, group)
    return definition ? [[name, definition] as const] : []
  })
  return new Map(found.flatMap(([name, one]) => ['>', '/'].map((mark) => [`workflow${mark}${name}`, one])))
}

/** An instance that says by name which value belongs to which widget inside, and which slot to which port. */
export function asInstance(node: ComfyNode, groups: ReadonlyMap<string, ComfyDefinition>): ComfyNode {
  const group = instanceType.test(node.type) ? groups.get(node.type) : undefined
  if (!group) return node
  const proxyWidgets = group.nodes.flatMap(({ id, type, widgets_values: values }) =>
    Array.isArray(values) ? widgetNames(type, values).map((name) => [String(id), name]) : [],
  )
  return {
    ...{ ...node, type: group.id, properties: { ...node.properties, proxyWidgets } },
    ...(node.inputs && { inputs: slotsAs(group.inputs, node.inputs) }),
    ...(node.outputs && { outputs: slotsAs(group.outputs, node.outputs) }),
  }
}

/** Slots that were renamed take the ports nobody names, in order, as far as there are as many of both. */
function slotsAs<Slot extends { readonly name: string }>(
  ports: readonly Port[],
  slots: readonly Slot[],
): Slot[] {
  const known = new Set(ports.map(({ name }) => name))
  const named = new Set(slots.map(({ name }) => name))
  const free = ports.filter(({ name }) => !named.has(name))
  const renamed = slots.filter(({ name }) => !known.has(name))
  if (free.length !== renamed.length) return [...slots]
  return slots.map((slot) => ({ ...slot, name: free[renamed.indexOf(slot)]?.name ?? slot.name }))
}

function definitionOf(name: string, group: Group): ComfyDefinition | undefined {
  const base = { id: `group-node-${name}`, name, nodes: group.nodes.map((node, id) => ({ ...node, id })) }
  const { data: bare } = definitionSchema.safeParse(base)
  if (!bare) return undefined
  const inner = group.links.map(([from, slot, to, at]): ComfyLink => wire([from, slot], [to, at]))
  const inputs = portsOf(bare.nodes, 'inputs', (node, slot) =>
    inner.every(({ target, targetSlot }) => target !== String(node.id) || targetSlot !== slot),
  )
  const outputs = portsOf(bare.nodes, 'outputs', (node, slot) => {
    const isExternal = group.external.some(([at, place]) => at === node.id && place === slot)
    return (
      isExternal || inner.every(({ origin, originSlot }) => origin !== String(node.id) || originSlot !== slot)
    )
  })
  const links = [
    ...inner,
    ...inputs.map(({ node, slot }, at) => wire([outside.in, at], [node, slot])),
    ...outputs.map(({ node, slot }, at) => wire([node, slot], [outside.out, at])),
  ].map((link, id) => ({ ...link, id: id + 1 }))
  return { ...bare, links, inputs: inputs.map(({ port }) => port), outputs: outputs.map(({ port }) => port) }
}

type End = readonly [node: number | string, slot: number]

const wire = ([origin, originSlot]: End, [target, targetSlot]: End): ComfyLink => ({
  ...{ id: 0, origin: String(origin), originSlot, target: String(target), targetSlot, through: undefined },
})

/** Slots that are seen from outside. The second one of a name is called after its node, too; further ones are counted. */
function portsOf(
  nodes: readonly ComfyNode[],
  side: 'inputs' | 'outputs',
  isSeen: (node: ComfyNode, slot: number) => boolean,
): readonly { readonly port: Port; readonly node: string; readonly slot: number }[] {
  const taken = new Set<string>()
  return nodes.flatMap((node) =>
    (node[side] ?? []).flatMap(({ name }, slot) => {
      if (!isSeen(node, slot)) return []
      const full = freeName(taken, name, node.title ?? node.type)
      taken.add(full)
      return [{ port: { name: full, type: '*' }, node: String(node.id), slot }]
    }),
  )
}

function freeName(taken: ReadonlySet<string>, name: string, owner: string): string {
  if (!taken.has(name)) return name
  const full = `${owner} ${name}`
  const others = [...taken].filter((one) => one === full || one.startsWith(`${full} `)).length
  return others === 0 ? full : `${full} ${others + 1}`
}
