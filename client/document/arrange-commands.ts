import type { Point } from '../../workflows/graph-edits.ts'
import type { Graph } from '../../workflows/graph.ts'
import { useView } from '../view/view-store.ts'
import { currentGraph, editGraph } from './document-store.ts'
import { frameAround } from './frame-commands.ts'
import type { Tint } from './tints.ts'

/** Order on the canvas: places, colours, pins. */

type Sizes = (id: string) => { readonly width: number; readonly height: number }
export type Side = 'left' | 'right' | 'top' | 'bottom'

const chosenNodes = (): string[] => useView.getState().selection.filter((id) => id in currentGraph().nodes)

/** Puts nodes where a layout wants them; the frames around them follow. */
export function placeNodes(places: Readonly<Record<string, Point>>, sizeOf: Sizes): void {
  editGraph({ key: 'edit.arrange', values: { count: Object.keys(places).length } }, (graph) => {
    for (const [id, { x, y }] of Object.entries(places)) {
      const node = graph.nodes[id]
      if (node && !node.pinned) node.position = { x, y }
    }
    // Bends that made sense for the old places would lead astray.
    for (const edge of graph.edges) if (edge.from.node in places && edge.to.node in places) delete edge.bends
    frameMembers(graph, places, sizeOf)
  })
}

function frameMembers(graph: Graph, places: Readonly<Record<string, Point>>, sizeOf: Sizes): void {
  for (const [id, group] of Object.entries(graph.groups)) {
    const members = Object.keys(graph.nodes).filter((node) => graph.nodes[node]?.parent === id)
    if (members.some((node) => node in places)) Object.assign(group, frameAround(graph, members, sizeOf))
  }
}

/** Brings the selected nodes into line with the outermost of them. */
export function alignSelection(side: Side, sizeOf: Sizes): void {
  const { nodes } = currentGraph()
  const boxes = chosenNodes().flatMap((id) => {
    const position = nodes[id]?.position
    return position ? [{ id, ...position, ...sizeOf(id) }] : []
  })
  if (boxes.length < 2) return
  const line = {
    left: Math.min(...boxes.map(({ x }) => x)),
    right: Math.max(...boxes.map(({ x, width }) => x + width)),
    top: Math.min(...boxes.map(({ y }) => y)),
    bottom: Math.max(...boxes.map(({ y, height }) => y + height)),
  }[side]
  editGraph({ key: 'edit.align', values: { count: boxes.length } }, (graph) => {
    for (const { id, x, y, width, height } of boxes) {
      const node = graph.nodes[id]
      if (!node) continue
      const across = side === 'left' ? line : side === 'right' ? line - width : x
      const down = side === 'top' ? line : side === 'bottom' ? line - height : y
      node.position = { x: across, y: down }
    }
  })
}

/** Makes the gaps between the selected nodes equal. */
export function distributeSelection(along: 'x' | 'y', sizeOf: Sizes): void {
  const { nodes } = currentGraph()
  const boxes = chosenNodes()
    .flatMap((id) => {
      const at = nodes[id]?.position[along]
      return at === undefined ? [] : [{ id, at, length: sizeOf(id)[along === 'x' ? 'width' : 'height'] }]
    })
    .sort((a, b) => a.at - b.at)
  const [first] = boxes
  const last = boxes.at(-1)
  if (!first || !last || boxes.length < 3) return
  const room = last.at + last.length - first.at - boxes.reduce((sum, { length }) => sum + length, 0)
  const gap = Math.round(room / (boxes.length - 1))
  editGraph({ key: 'edit.align', values: { count: boxes.length } }, (graph) => {
    let next = first.at
    for (const { id, length } of boxes) {
      const node = graph.nodes[id]
      if (node) node.position[along] = next
      next += length + gap
    }
  })
}

export function togglePinned(): void {
  const ids = chosenNodes()
  const { nodes } = currentGraph()
  const pinned = !ids.every((id) => nodes[id]?.pinned)
  editGraph({ key: pinned ? 'edit.pin' : 'edit.unpin' }, (graph) => {
    for (const id of ids) {
      const node = graph.nodes[id]
      if (!node) continue
      if (pinned) node.pinned = true
      else delete node.pinned
    }
  })
}

/** Colours cards, notes and frames alike; no tint takes the colour away. */
export function tintSelection(tint: Tint | undefined): void {
  const { selection } = useView.getState()
  editGraph({ key: 'edit.tint' }, (graph) => {
    for (const id of selection) {
      const item = id.startsWith('group:')
        ? graph.groups[id.slice(6)]
        : id.startsWith('note:')
          ? graph.notes[id.slice(5)]
          : graph.nodes[id]
      if (!item) continue
      if (tint) item.color = tint
      else delete item.color
    }
  })
}
