import { defaultParams, type NodeData } from '../../nodes/node-data.ts'
import { addNode, connect, insertIntoEdge, type Point, sameEdge } from '../../workflows/graph-edits.ts'
import type { GraphEdge } from '../../workflows/graph.ts'
import { incomingEdges } from '../../workflows/graph-order.ts'
import { nodeData, useInstalled } from '../library/installed-store.ts'
import { portAt } from '../library/ports.ts'
import { select } from '../view/view-store.ts'
import { currentGraph, editGraph } from './document-store.ts'
import { freePlace } from './free-place.ts'

/** A node that turns what a wire carries into what its end takes. */
export interface Conversion {
  readonly node: NodeData
  readonly input: string
  readonly output: string
}

/** The node to put into a wire whose types do not fit, such as VAE decode between a latent and a video. */
export function conversionFor(given: string, wanted: string): Conversion | undefined {
  const found = [...useInstalled.getState().nodes.values()].flatMap((node) => {
    const input = node.inputs.find(({ type }) => type === given)
    const output = node.outputs.find(({ type }) => type === wanted)
    return input && output ? [{ node, input: input.name, output: output.name }] : []
  })
  // The one that asks for least else is the plain conversion.
  return found.sort((a, b) => a.node.inputs.length - b.node.inputs.length)[0]
}

/**
 * Puts the node into the wire – or where the wire was refused – beside the other cards, and feeds its other inputs
 * from where the graph already has what they take. A wire that held the port before gives way, as to any other wire.
 */
export function insertConversion(edge: GraphEdge, { node, input, output }: Conversion, sizeOf: SizeOf): void {
  const graphNow = currentGraph()
  const [from, to] = [graphNow.nodes[edge.from.node], graphNow.nodes[edge.to.node]]
  if (!from || !to) return
  const cards = Object.entries(graphNow.nodes).map(([id, { position }]) => ({ ...position, ...sizeOf(id) }))
  const position = freePlace({ ...between(from.position, to.position), ...newCard(node) }, cards)
  let id = ''
  editGraph({ key: 'edit.insert' }, (graph) => {
    id = addNode(graph, { type: node.id, version: node.version, params: defaultParams(node), position })
    if (graph.edges.some((other) => sameEdge(other, edge))) {
      insertIntoEdge(graph, edge, { node: id, input, output })
    } else {
      connect(graph, { from: { ...edge.from }, to: { node: id, port: input } })
      connect(
        graph,
        { from: { node: id, port: output }, to: { ...edge.to } },
        portAt(graph, edge.to, 'in')?.many,
      )
    }
    for (const port of node.inputs) {
      if (port.name === input || port.optional) continue
      const source = sourceOf(port.type)
      if (source) graph.edges.push({ from: source, to: { node: id, port: port.name } })
    }
  })
  select([id])
}

type SizeOf = (id: string) => { readonly width: number; readonly height: number }

const between = (a: Point, b: Point): Point => ({
  x: Math.round((a.x + b.x) / 2),
  y: Math.round((a.y + b.y) / 2),
})

/** About the size a card will have: header, rows of ports, inline params. */
function newCard({ inputs, outputs, params }: NodeData) {
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
