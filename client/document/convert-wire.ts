import { defaultParams, type NodeData } from '../../nodes/node-data.ts'
import { addNode, connect, type Point, sameEdge } from '../../workflows/graph-edits.ts'
import type { Graph, GraphEdge } from '../../workflows/graph.ts'
import { incomingEdges } from '../../workflows/graph-order.ts'
import type { Speech } from '../language/language.ts'
import { nodeData, useInstalled } from '../library/installed-store.ts'
import { portAt } from '../library/ports.ts'
import { select } from '../view/view-store.ts'
import { currentGraph, editGraph } from './document-store.ts'
import { freePlace } from './free-place.ts'

/** A node that turns what a wire carries into something else, by which of its ports. */
interface ConversionStep {
  readonly node: NodeData
  readonly input: string
  readonly output: string
}

/** The nodes, one after the other, that turn what a wire carries into what its end takes; one or two. */
export type Conversion = readonly ConversionStep[]

/** What it is called: “VAE decode, Pick frame”. */
export const conversionName = (steps: Conversion, { local }: Pick<Speech, 'local'>): string =>
  steps.map(({ node }) => local(node.label)).join(' + ')

/** Other inputs a plain conversion may need, such as the VAE to decode with. */
const mostOthers = 1

/** The nodes to put into a wire whose types do not fit, such as VAE decode between a latent and a video. */
export function conversionFor(given: string, wanted: string): Conversion | undefined {
  const direct = plainestStep(given, wanted)
  if (direct) return [direct]
  const types = [...useInstalled.getState().sockets.keys()].filter(
    (type) => type !== given && type !== wanted,
  )
  const chains = types.flatMap((type): Conversion[] => {
    const [first, second] = [plainestStep(given, type), plainestStep(type, wanted)]
    return first && second ? [[first, second]] : []
  })
  return chains.sort((a, b) => effort(a) - effort(b))[0]
}

/** The node that is made for it: it cannot do without the one, the other comes out first, and it asks for least else. */
function plainestStep(given: string, wanted: string): ConversionStep | undefined {
  const found = [...useInstalled.getState().nodes.values()].flatMap((node) => {
    const required = node.inputs.filter(({ optional }) => !optional)
    const input = required.find(({ type }) => type === given)
    const [output] = node.outputs
    if (!input || output?.type !== wanted || required.length > 1 + mostOthers) return []
    return [{ node, input: input.name, output: output.name }]
  })
  return found.sort((a, b) => effort([a]) - effort([b]))[0]
}

const effort = (steps: Conversion): number =>
  steps.reduce((sum, { node }) => sum + 10 * node.inputs.length + node.params.length, 0)

/**
 * Puts the nodes into the wire – or where the wire was refused – beside the other cards, and feeds their other inputs
 * from where the graph already has what they take. A wire that held the port before gives way, as to any other wire.
 */
export function insertConversion(edge: GraphEdge, steps: Conversion, sizeOf: SizeOf): void {
  const graphNow = currentGraph()
  const [from, to] = [graphNow.nodes[edge.from.node], graphNow.nodes[edge.to.node]]
  if (!from || !to) return
  const cards = Object.entries(graphNow.nodes).map(([id, { position }]) => ({ ...position, ...sizeOf(id) }))
  const added: string[] = []
  editGraph({ key: 'edit.insert' }, (graph) => {
    let source = { ...edge.from }
    for (const { node, input, output } of steps) {
      const card = newCard(node)
      const position = freePlace({ ...between(from.position, to.position), ...card }, cards)
      cards.push({ ...position, ...card })
      const id = addNode(graph, {
        type: node.id,
        version: node.version,
        params: defaultParams(node),
        position,
      })
      connect(graph, { from: source, to: { node: id, port: input } })
      feedOthers(graph, id, { node, input })
      source = { node: id, port: output }
      added.push(id)
    }
    endAt(graph, edge, source)
  })
  select(added)
}

/** The wire now comes from the last of the nodes; it keeps its place among others. */
function endAt(graph: Graph, edge: GraphEdge, source: GraphEdge['from']): void {
  const place = graph.edges.findIndex((other) => sameEdge(other, edge))
  const cut = graph.edges[place]
  if (cut) graph.edges[place] = { ...cut, from: source }
  else connect(graph, { from: source, to: { ...edge.to } }, portAt(graph, edge.to, 'in')?.many)
}

function feedOthers(graph: Graph, id: string, { node, input }: Pick<ConversionStep, 'node' | 'input'>): void {
  for (const port of node.inputs) {
    if (port.name === input || port.optional) continue
    const source = sourceOf(port.type)
    if (source) graph.edges.push({ from: source, to: { node: id, port: port.name } })
  }
}

type SizeOf = (id: string) => { readonly width: number; readonly height: number }

const between = (a: Point, b: Point): Point => ({
  x: Math.round((a.x + b.x) / 2),
  y: Math.round((a.y + b.y) / 2),
})

/** About the size a card will have: header, rows of ports, inline params. */
export function newCard({ inputs, outputs, params }: NodeData) {
  const rows = Math.max(inputs.length, outputs.length) + params.filter(({ inline }) => inline).length
  return { width: 240, height: 48 + 28 * rows }
}

/** The wire that would give way to the node's output; undefined when the port is free or takes many. */
export function wireInTheWay(edge: GraphEdge): GraphEdge | undefined {
  const graph = currentGraph()
  if (portAt(graph, edge.to, 'in')?.many) return undefined
  const held = graph.edges.find(({ to }) => to.node === edge.to.node && to.port === edge.to.port)
  return held && !sameEdge(held, edge) ? held : undefined
}

/** An output of the graph that has this type; one that is in use already is the likeliest. */
function sourceOf(type: string): GraphEdge['from'] | undefined {
  const graph = currentGraph()
  const used = [...incomingEdges(graph).values()]
    .flat()
    .find(({ from }) => portAt(graph, from, 'out')?.type === type)
  if (used) return { ...used.from }
  for (const [node, { type: kind }] of Object.entries(graph.nodes)) {
    const port = nodeData(kind)?.outputs.find((candidate) => candidate.type === type)
    if (port) return { node, port: port.name }
  }
  return undefined
}
