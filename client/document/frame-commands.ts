import { type Point, toggleMode } from '../../workflows/graph-edits.ts'
import type { Graph } from '../../workflows/graph.ts'
import { select, useView } from '../view/view-store.ts'
import { currentGraph, editGraph } from './document-store.ts'

/** Notes and groups: what lies around the nodes and never runs. */

const freshId = () => crypto.randomUUID().slice(0, 8)
const groupMargin = 24
const groupHeader = 40

/** Size of a node on the canvas, as far as anyone knows. */
type SizeOf = (id: string) => { readonly width: number; readonly height: number }

export function addNote(at: Point): void {
  const id = freshId()
  editGraph({ key: 'edit.add-note' }, (graph) => {
    graph.notes[id] = { text: '', position: { ...at }, size: { width: 240, height: 144 } }
  })
  select([`note:${id}`])
}

export function setNoteText(id: string, text: string): void {
  editGraph(
    { key: 'edit.note' },
    (graph) => {
      const note = graph.notes[id]
      if (note) note.text = text
    },
    `note ${id}`,
  )
}

export function renameGroup(id: string, title: string): void {
  editGraph(
    { key: 'edit.rename' },
    (graph) => {
      const group = graph.groups[id]
      if (group) group.title = title
    },
    `group ${id}`,
  )
}

/** A folded frame is one small card; its nodes are out of sight and its wires end at its edge. */
export function toggleFolded(id: string): void {
  editGraph({ key: 'edit.collapse' }, (graph) => {
    const group = graph.groups[id]
    if (group) group.collapsed = !group.collapsed
  })
}

export const membersOf = (graph: Graph, group: string): string[] =>
  Object.keys(graph.nodes).filter((id) => graph.nodes[id]?.parent === group)

/** Bypasses or mutes all nodes of a frame, or brings them back. */
export function switchGroupMode(id: string, mode: 'bypass' | 'mute'): void {
  editGraph({ key: `edit.${mode}` }, (graph) => toggleMode(graph, membersOf(graph, id), mode))
}

/** Draws a frame around the selected nodes; from then on they move with it. */
export function groupSelection(title: string, sizeOf: SizeOf): void {
  const { nodes } = currentGraph()
  const ids = useView.getState().selection.filter((id) => id in nodes)
  if (ids.length === 0) return
  const frame = frameAround({ nodes }, ids, sizeOf)
  const id = freshId()
  editGraph({ key: 'edit.group' }, (graph) => {
    graph.groups[id] = { title, ...frame }
    for (const node of ids) joinGroup(graph, node, id)
  })
  select([`group:${id}`])
}

/** Place and size of a frame that holds these nodes. */
export function frameAround({ nodes }: Pick<Graph, 'nodes'>, ids: readonly string[], sizeOf: SizeOf) {
  const boxes = ids.map((id) => ({ ...(nodes[id]?.position ?? { x: 0, y: 0 }), ...sizeOf(id) }))
  const left = Math.min(...boxes.map(({ x }) => x)) - groupMargin
  const top = Math.min(...boxes.map(({ y }) => y)) - groupHeader
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + groupMargin
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + groupMargin
  return { position: { x: left, y: top }, size: { width: right - left, height: bottom - top } }
}

function joinGroup(graph: Graph, node: string, group: string | undefined): void {
  const found = graph.nodes[node]
  if (!found) return
  if (group) found.parent = group
  else delete found.parent
}

export interface Moves {
  readonly nodes: Readonly<Record<string, Point>>
  readonly notes: Readonly<Record<string, Point>>
  readonly groups: Readonly<Record<string, Point>>
}

/** The end of a drag: one step of undo for all that moved; a node joins the group it was dropped in. */
export function commitMoves(moves: Moves, sizeOf: SizeOf): void {
  const count =
    Object.keys(moves.nodes).length + Object.keys(moves.notes).length + Object.keys(moves.groups).length
  editGraph({ key: 'edit.move', values: { count } }, (graph) => {
    place(graph.notes, moves.notes)
    moveFolded(graph, moves.groups)
    moveBends(graph, moves.nodes)
    place(graph.groups, moves.groups)
    place(graph.nodes, moves.nodes)
    for (const id of Object.keys(moves.nodes)) {
      const parent = groupUnder(graph, id, sizeOf)
      if (graph.nodes[id]?.parent !== parent) joinGroup(graph, id, parent)
    }
  })
}

/** The nodes of a folded frame are not on the screen, so nobody dragged them: they go along. */
function moveFolded(graph: Graph, moves: Moves['groups']): void {
  for (const [id, { x, y }] of Object.entries(moves)) {
    const group = graph.groups[id]
    if (!group?.collapsed) continue
    for (const member of membersOf(graph, id)) {
      const node = graph.nodes[member]
      if (!node) continue
      const dx = x - group.position.x
      const dy = y - group.position.y
      node.position = { x: node.position.x + dx, y: node.position.y + dy }
    }
  }
}

/** A wire between two nodes that move together takes its bends along. */
function moveBends(graph: Graph, moves: Moves['nodes']): void {
  for (const edge of graph.edges) {
    const to = moves[edge.from.node]
    const from = graph.nodes[edge.from.node]?.position
    if (!edge.bends || !to || !from || !(edge.to.node in moves)) continue
    edge.bends = edge.bends.map(({ x, y }) => ({ x: x + to.x - from.x, y: y + to.y - from.y }))
  }
}

function place(items: Record<string, { position: { x: number; y: number } }>, moves: Moves['nodes']): void {
  for (const [id, { x, y }] of Object.entries(moves)) {
    const item = items[id]
    if (item && (item.position.x !== x || item.position.y !== y)) item.position = { x, y }
  }
}

function groupUnder(graph: Graph, id: string, sizeOf: SizeOf): string | undefined {
  const node = graph.nodes[id]
  if (!node) return undefined
  const { width } = sizeOf(id)
  const middle = { x: node.position.x + width / 2, y: node.position.y + 16 }
  return Object.entries(graph.groups).find(([, { position, size }]) => {
    const right = position.x + size.width
    const bottom = position.y + size.height
    return middle.x >= position.x && middle.x <= right && middle.y >= position.y && middle.y <= bottom
  })?.[0]
}

export function resizeFrame(
  kind: 'notes' | 'groups',
  id: string,
  box: Point & { width: number; height: number },
): void {
  editGraph({ key: 'edit.resize' }, (graph) => {
    const frame = graph[kind][id]
    if (!frame) return
    frame.position = { x: box.x, y: box.y }
    frame.size = { width: box.width, height: box.height }
  })
}
