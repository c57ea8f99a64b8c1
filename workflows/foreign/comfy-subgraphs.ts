import type { Graph } from '../graph.ts'
import type { Workflow } from '../workflow-file.ts'
import { type Definitions, type Ends, endsOf, ghostGraph } from './comfy-ghosts.ts'
import type { ComfyDefinition } from './comfy-schema.ts'

type Subgraph = Workflow['subgraphs'][string]
type Port = Subgraph['inputs'][number]

/** What wires to the inside of a subgraph come from, and what wires out of it lead to. */
const inputBoundary = '-10'
const outputBoundary = '-20'
const reroute = 'Reroute'

/** The definitions of a ComfyUI file as subgraphs of ghosts, by their id. */
export function ghostSubgraphs(definitions: Definitions): Record<string, Subgraph> {
  return Object.fromEntries([...definitions].map(([id, each]) => [id, ghostSubgraph(each, definitions)]))
}

/**
 * An outer port stands for one inner port; one that leads to several, or to none, leads to a reroute that does.
 */
function ghostSubgraph(definition: ComfyDefinition, definitions: Definitions): Subgraph {
  const graph = ghostGraph(definition, definitions)
  const ends = endsOf(definition)
  const { name, revision } = definition
  const inputs = definition.inputs.map((port, slot) => ({
    ...portOf(port, slot),
    inner: only(innerInputs(definition, slot, ends)) ?? rerouted(graph, { definition, slot, ends }),
  }))
  const outputs = definition.outputs.map((port, slot) => ({
    ...portOf(port, slot),
    inner: only(innerOutputs(definition, slot, ends)) ?? {
      node: addReroute(graph, `output-${slot + 1}`),
      port: 'output',
    },
  }))
  return { revision, name, inputs, outputs, graph }
}

function portOf({ name, type, label }: ComfyDefinition['inputs'][number], slot: number): Omit<Port, 'inner'> {
  return { name: name || `port-${slot + 1}`, type: String(type), ...(label && { label }) }
}

function innerInputs({ links }: ComfyDefinition, slot: number, ends: Ends): Port['inner'][] {
  return links.flatMap((link) => {
    if (link?.origin !== inputBoundary || link.originSlot !== slot) return []
    return ends.input(link.target, link.targetSlot) ?? []
  })
}

function innerOutputs({ links }: ComfyDefinition, slot: number, ends: Ends): Port['inner'][] {
  return links.flatMap((link) => {
    if (link?.target !== outputBoundary || link.targetSlot !== slot) return []
    return ends.output(link.origin, link.originSlot) ?? []
  })
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined
}

interface Boundary {
  readonly definition: ComfyDefinition
  readonly slot: number
  readonly ends: Ends
}

function rerouted(graph: Graph, { definition, slot, ends }: Boundary): Port['inner'] {
  const node = addReroute(graph, `input-${slot + 1}`)
  for (const to of innerInputs(definition, slot, ends))
    graph.edges.push({ from: { node, port: 'output' }, to })
  return { node, port: 'input' }
}

function addReroute(graph: Graph, node: string): string {
  graph.nodes[node] = { type: reroute, version: 1, params: {}, position: { x: 0, y: 0 } }
  return node
}
