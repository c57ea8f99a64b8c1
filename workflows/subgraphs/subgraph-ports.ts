import type { EdgeEnd, GraphNode } from '../graph.ts'
import type { JsonValue } from '../json.ts'
import type { Workflow } from '../workflow-file.ts'
import { levelIn, setWires, wiresOf } from './boundary-wires.ts'
import {
  allGraphs,
  freeName,
  inputOver,
  instanceType,
  type PortSide,
  portNamed,
  type Subgraph,
  subgraphNamed,
  type SubgraphPort,
} from './subgraph.ts'

/** Edits of a subgraph's ports. Each changes the definition it is given, a draft or a copy of one's own. */

interface NewPort {
  readonly type: string
  readonly name?: string
  readonly label?: string
}

/** Shows an inner input or param on the instances; one that is shown already stays as it is. Answers with its name. */
export function promote(definition: Subgraph, end: EdgeEnd, { type, name, label }: NewPort): string {
  const known = inputOver(definition, end)
  if (known) return known.name
  return addPort(definition.inputs, { type, name: name ?? end.port, label }, end)
}

/** Inputs that lead to a seed a person locked: “a new seed for every run” leaves them alone on the instances, too. */
export function fixedPorts({ inputs, graph }: Subgraph): string[] {
  const isFixed = ({ node, port }: EdgeEnd) => graph.nodes[node]?.fixed?.includes(port)
  return inputs.filter(({ inner }) => inner.some(isFixed)).map(({ name }) => name)
}

/** What becomes of a seed before the next run: inputs that lead to one that moves move it on the instances. */
export function nextSeeds({ inputs, graph }: Subgraph): NonNullable<GraphNode['nextSeed']> {
  return Object.fromEntries(
    inputs.flatMap(({ name, inner }) => {
      const [next] = inner.flatMap(({ node, port }) => graph.nodes[node]?.nextSeed?.[port] ?? [])
      return next ? [[name, next]] : []
    }),
  )
}

/** {@link promote} on a definition in use: a seed that is locked or moves inside does so on every instance. */
export function promoteEverywhere(
  workflow: Workflow,
  subgraph: string,
  { type, ...end }: EdgeEnd & { readonly type: string },
): void {
  const definition = subgraphNamed(workflow.subgraphs, subgraph)
  if (!definition) return
  const name = promote(definition, end, { type })
  const isFixed = fixedPorts(definition).includes(name)
  const next = nextSeeds(definition)[name]
  for (const node of allGraphs(workflow).flatMap(({ nodes }) => Object.values(nodes))) {
    if (node.type !== instanceType(subgraph)) continue
    if (isFixed) node.fixed = [...new Set([...(node.fixed ?? []), name])]
    if (next) node.nextSeed = { ...node.nextSeed, [name]: next }
  }
}

/** Shows an inner output on the instances. */
export function promoteOutput(definition: Subgraph, end: EdgeEnd, { type, name, label }: NewPort): string {
  const known = definition.outputs.find(({ inner: [own] }) => own?.node === end.node && own.port === end.port)
  if (known) return known.name
  return addPort(definition.outputs, { type, name: name ?? end.port, label }, end)
}

function addPort(
  ports: SubgraphPort[],
  { type, name, label }: NewPort & { name: string },
  end: EdgeEnd,
): string {
  const free = freeName(
    ports.map((port) => port.name),
    name,
  )
  ports.push({ name: free, type, ...(label && { label }), inner: [{ node: end.node, port: end.port }] })
  return free
}

/** Lets an input feed one more inner port, which lets go of what fed it unless it takes many. */
export function feed(
  definition: Subgraph,
  name: string,
  { many = false, ...end }: EdgeEnd & { readonly many?: boolean },
): void {
  if (!many) unfeed(definition, end)
  const port = portNamed(definition, 'inputs', name)
  if (!port || port.inner.some((known) => isSame(known, end))) return
  if (!many) definition.graph.edges = definition.graph.edges.filter(({ to }) => !isSame(to, end))
  port.inner.push({ node: end.node, port: end.port })
}

/** Takes an inner port off whatever input feeds it; with a name off that one only. */
export function unfeed(definition: Subgraph, end: EdgeEnd, name?: string): void {
  for (const port of definition.inputs) {
    if (name !== undefined && port.name !== name) continue
    if (port.inner.some((known) => isSame(known, end)))
      port.inner = port.inner.filter((known) => !isSame(known, end))
  }
}

/** Lets an output stand for another inner one, or for none. */
export function setSource(definition: Subgraph, name: string, end: EdgeEnd | undefined): void {
  const port = portNamed(definition, 'outputs', name)
  if (port) port.inner = end ? [{ node: end.node, port: end.port }] : []
}

const isSame = (a: EdgeEnd, b: EdgeEnd) => a.node === b.node && a.port === b.port

/** What people call a port; an empty name gives the inner port's own back. */
export function labelPort(port: SubgraphPort, label: string): void {
  if (label.trim()) port.label = label
  else delete port.label
}

export function movePort(ports: SubgraphPort[], name: string, by: number): void {
  const from = ports.findIndex((port) => port.name === name)
  const [port] = from < 0 ? [] : ports.splice(from, 1)
  if (port) ports.splice(Math.max(0, from + by), 0, port)
}

/** A port of a definition. */
export interface PortPlace {
  readonly subgraph: string
  readonly side: PortSide
  readonly name: string
}

/** Takes a port away, and with it the wires and values of all instances. The value of an only instance is kept inside. */
export function removePort(workflow: Workflow, { subgraph, side, name }: PortPlace): void {
  const definition = workflow.subgraphs[subgraph]
  const port = portNamed(definition, side, name)
  if (!definition || !port) return
  const own = side === 'inputs' ? onlyValue(workflow, { subgraph, name }) : undefined
  if (own !== undefined) {
    for (const { node, port: param } of port.inner) {
      const inner = definition.graph.nodes[node]
      if (inner) inner.params[param] = own
    }
  }
  cutInstances(workflow, subgraph, (cut, at) => cut === side && at === name)
  definition[side] = definition[side].filter((other) => other.name !== name)
}

/**
 * The value an only instance has, that of the only instance around it first.
 * @param seen definitions on the way outwards: a file may hold some that hold each other.
 */
function onlyValue(
  workflow: Workflow,
  { subgraph, name }: Pick<PortPlace, 'subgraph' | 'name'>,
  seen: ReadonlySet<string> = new Set(),
): JsonValue | undefined {
  const places = [undefined, ...Object.keys(workflow.subgraphs)].flatMap((inside) =>
    Object.entries(levelIn(workflow, inside).graph.nodes).flatMap(([id, node]) =>
      node.type === instanceType(subgraph) ? [{ inside, id, node }] : [],
    ),
  )
  const [only] = places
  if (!only || places.length > 1 || seen.has(subgraph)) return undefined
  const { inside, id, node } = only
  const around =
    inside === undefined ? undefined : inputOver(workflow.subgraphs[inside], { node: id, port: name })
  const outer =
    inside !== undefined && around
      ? onlyValue(workflow, { subgraph: inside, name: around.name }, new Set([...seen, subgraph]))
      : undefined
  return outer ?? node.params[name]
}

/** Takes values, locks and wires off ports of all instances of a subgraph, those through the ports around them too. */
export function cutInstances(
  workflow: Workflow,
  subgraph: string,
  isGone: (side: PortSide, name: string) => boolean,
): void {
  const type = instanceType(subgraph)
  for (const inside of [undefined, ...Object.keys(workflow.subgraphs)]) {
    const level = levelIn(workflow, inside)
    const { nodes } = level.graph
    const isCut = ({ node, port }: EdgeEnd, side: PortSide) =>
      nodes[node]?.type === type && isGone(side, port)
    for (const node of Object.values(nodes)) {
      if (node.type !== type) continue
      for (const name of Object.keys(node.params))
        if (isGone('inputs', name)) Reflect.deleteProperty(node.params, name)
      if (node.fixed?.some((name) => isGone('inputs', name)))
        node.fixed = node.fixed.filter((name) => !isGone('inputs', name))
      for (const name of Object.keys(node.nextSeed ?? {}))
        if (isGone('inputs', name)) delete node.nextSeed?.[name]
    }
    const wires = wiresOf(level)
    const kept = wires.filter(({ from, to }) => !isCut(from, 'outputs') && !isCut(to, 'inputs'))
    if (kept.length < wires.length) setWires(level, kept)
  }
}

/** Ports let go of inner nodes that are gone; the ports themselves stay, to be wired anew. */
export function dropLostEnds(definition: Subgraph): void {
  const isThere = ({ node }: EdgeEnd) => node in definition.graph.nodes
  for (const port of [...definition.inputs, ...definition.outputs]) {
    if (!port.inner.every(isThere)) port.inner = port.inner.filter(isThere)
  }
}
