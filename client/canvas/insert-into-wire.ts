import { typesFit } from '../../nodes/catalog.ts'
import { insertIntoEdge } from '../../workflows/graph-edits.ts'
import { currentGraph, editGraph } from '../document/document-store.ts'
import { nodeData } from '../library/installed-store.ts'
import { portAt } from '../library/ports.ts'
import { useCanvas } from './canvas-nodes.ts'
import type { CanvasNode, Wire } from './draw-graph.ts'

/** A node without wires that is dropped on a wire is put into it. */
export function insertIntoWire(node: CanvasNode): void {
  const graph = currentGraph()
  const isWired = graph.edges.some(({ from, to }) => from.node === node.id || to.node === node.id)
  const definition = nodeData(graph.nodes[node.id]?.type ?? '')
  const edge = isWired || !definition ? undefined : wireUnder(node.id)?.data?.edge
  if (!edge || !definition) return
  const source = portAt(graph, edge.from, 'out')
  const target = portAt(graph, edge.to, 'in')
  const input = definition.inputs.find(({ type }) => typesFit(source?.type ?? '', type))
  const output = definition.outputs.find(({ type }) => typesFit(type, target?.type ?? ''))
  if (!source || !target || !input || !output) return
  editGraph({ key: 'edit.insert' }, (draft) =>
    insertIntoEdge(draft, edge, { node: node.id, input: input.name, output: output.name }),
  )
}

/** The wire that is seen under the upper part of a card. */
function wireUnder(id: string): Wire | undefined {
  const box = document.querySelector(`.card[data-node="${id}"]`)?.getBoundingClientRect()
  if (!box) return undefined
  const rows = [0.15, 0.35, 0.5, 0.65, 0.85].map((share) => box.top + box.height * share)
  const columns = [0.25, 0.5, 0.75].map((share) => box.left + box.width * share)
  const points = rows.flatMap((y) => columns.map((x) => ({ x, y })))
  const found = points
    .flatMap(({ x, y }) => document.elementsFromPoint(x, y))
    .map((element) => element.closest('.react-flow__edge')?.getAttribute('data-id'))
    .find((edge) => edge !== undefined && edge !== null)
  return useCanvas.getState().edges.find((wire) => wire.id === found)
}
