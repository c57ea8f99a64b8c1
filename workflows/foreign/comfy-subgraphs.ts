import { freeNodeId } from '../graph-edits.ts'
import type { Graph } from '../graph.ts'
import type { InnerEnd, Subgraph, SubgraphPort } from '../subgraphs/subgraph.ts'
import { type Definitions, type Ends, endsOf, ghostGraph, proxiesOf, proxyName } from './comfy-ghosts.ts'
import type { ComfyDefinition, ComfyNode } from './comfy-schema.ts'

/** What wires to the inside of a subgraph come from, and what wires out of it lead to. */
const inputBoundary = '-10'
const outputBoundary = '-20'
const reroute = { type: 'Reroute', version: 1, params: {}, position: { x: 0, y: 0 } }

/** The definitions of a ComfyUI file as subgraphs of ghosts, by their id. `nodes` are those of the file's own graph. */
export function ghostSubgraphs(
  definitions: Definitions,
  nodes: readonly ComfyNode[],
): Record<string, Subgraph> {
  const all = [...nodes, ...[...definitions.values()].flatMap((each) => each.nodes)]
  return Object.fromEntries(
    [...definitions].map(([id, each]) => {
      const instances = all.filter(({ type }) => type === id)
      return [id, ghostSubgraph(each, definitions, instances)]
    }),
  )
}

function ghostSubgraph(
  definition: ComfyDefinition,
  definitions: Definitions,
  instances: readonly ComfyNode[],
): Subgraph {
  const graph = ghostGraph(definition, definitions)
  const ends = endsOf(definition)
  const { name, revision } = definition
  const inputs = definition.inputs.map((port, slot) => ({
    ...portOf(port, slot),
    inner: innerInputs(definition, slot, ends),
  }))
  const outputs = definition.outputs.map((port, slot) => ({
    ...portOf(port, slot),
    inner: innerOutputs(definition, slot, ends).slice(0, 1),
  }))
  passStraightThrough({ definition, graph, inputs, outputs })
  return {
    revision,
    name,
    inputs: [...inputs, ...widgetPorts(definition, instances, inputs)],
    outputs,
    graph,
  }
}

function portOf(
  { name, type, label }: ComfyDefinition['inputs'][number],
  slot: number,
): Omit<SubgraphPort, 'inner'> {
  return { name: name || `port-${slot + 1}`, type: String(type), ...(label && { label }) }
}

function innerInputs({ links }: ComfyDefinition, slot: number, ends: Ends): InnerEnd[] {
  return links.flatMap((link) => {
    if (link?.origin !== inputBoundary || link.originSlot !== slot) return []
    return ends.input(link.target, link.targetSlot) ?? []
  })
}

function innerOutputs({ links }: ComfyDefinition, slot: number, ends: Ends): InnerEnd[] {
  return links.flatMap((link) => {
    if (link?.target !== outputBoundary || link.targetSlot !== slot) return []
    return ends.output(link.origin, link.originSlot) ?? []
  })
}

interface Passing {
  readonly definition: ComfyDefinition
  readonly graph: Graph
  readonly inputs: readonly SubgraphPort[]
  readonly outputs: readonly SubgraphPort[]
}

/** A wire from an input straight to an output needs a node to lead through. */
function passStraightThrough({ definition, graph, inputs, outputs }: Passing): void {
  for (const link of definition.links) {
    if (link?.origin !== inputBoundary || link.target !== outputBoundary) continue
    const [input, output] = [inputs[link.originSlot], outputs[link.targetSlot]]
    if (!input || !output || output.inner.length > 0) continue
    const node = freeNodeId(graph, 'reroute')
    graph.nodes[node] = reroute
    input.inner.push({ node, port: 'input' })
    output.inner.push({ node, port: 'output' })
  }
}

/** Widgets of inner nodes that some instance shows. */
function widgetPorts(
  definition: ComfyDefinition,
  instances: readonly ComfyNode[],
  inputs: readonly SubgraphPort[],
): SubgraphPort[] {
  const taken = new Set(inputs.map(({ name }) => name))
  const proxies = instances.flatMap((instance) => proxiesOf(instance, definition))
  return proxies.flatMap((proxy) => {
    const name = proxyName(proxy)
    if (proxy.node === undefined || taken.has(name)) return []
    taken.add(name)
    const inner = [{ node: proxy.node, port: proxy.widget }]
    return [{ name, type: '*', label: proxy.widget, inner }]
  })
}
