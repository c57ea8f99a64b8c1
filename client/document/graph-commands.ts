import { defaultParams, type NodeData } from '../../nodes/node-data.ts'
import {
  addNode,
  type Point,
  removeNodes,
  removeNodesReconnecting,
  sameEdge,
} from '../../workflows/graph-edits.ts'
import {
  copyFragment,
  fragmentOrigin,
  graphFragmentSchema,
  pasteFragment,
} from '../../workflows/graph-fragment.ts'
import type { GraphEdge, GraphNode } from '../../workflows/graph.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { levelIn } from '../../workflows/subgraphs/boundary-wires.ts'
import { addPacked, renamedType } from '../../workflows/subgraphs/shared-subgraph.ts'
import { slugOf, type Subgraph, subgraphIdOf, type Subgraphs } from '../../workflows/subgraphs/subgraph.ts'
import { nodeData } from '../library/installed-store.ts'
import { fittingPort, passThroughInput } from '../library/ports.ts'
import { connectInView, cutPorts, disconnectInView } from '../subgraphs/level-edits.ts'
import { countUse } from '../view/settings-store.ts'
import { type LooseEnd, select, useView } from '../view/view-store.ts'
import { refusesNesting } from '../subgraphs/nesting.ts'
import { applyEdit, currentDocument, currentGraph, currentPlace, editGraph } from './document-store.ts'

/** Verbs of the graph as the person means them: on the selection, with a label for undo. */

const selectedNodes = (): string[] => useView.getState().selection.filter((id) => id in currentGraph().nodes)

/** A subgraph's id says nothing to anybody. */
const nameOf = ({ id, label }: NodeData): string => (subgraphIdOf(id) === undefined ? id : label.en)

/** An instance follows its definition until it is given values of its own. */
const startParams = (node: NodeData): GraphNode['params'] =>
  subgraphIdOf(node.id) === undefined ? defaultParams(node) : {}

interface NewNode {
  /** What is wired to it at once. */
  readonly loose?: LooseEnd | undefined
  /** Values besides the defaults. */
  readonly params?: GraphNode['params']
}

export function addNodeAt(node: NodeData, at: Point, { loose, params = {} }: NewNode = {}): void {
  const position = { x: Math.round(at.x / 8) * 8, y: Math.round(at.y / 8) * 8 }
  const fresh: GraphNode = {
    type: node.id,
    version: node.version,
    params: { ...startParams(node), ...params },
    position,
  }
  let id = ''
  editGraph({ key: 'edit.add', values: { name: nameOf(node), type: node.id } }, (graph, definition) => {
    id = addNode(graph, fresh, subgraphIdOf(node.id) === undefined ? node.id : slugOf(node.label.en))
    const port = loose && fittingPort(node, loose)
    if (!port) return
    const ours = { node: id, port: port.name }
    const theirs = { node: loose.node, port: loose.port }
    const edge = loose.side === 'out' ? { from: theirs, to: ours } : { from: ours, to: theirs }
    connectInView(graph, definition, edge)
  })
  countUse(node.id)
  select([id])
}

export function connectPorts(edge: GraphEdge, replaces?: GraphEdge): void {
  editGraph({ key: 'edit.connect' }, (graph, definition) => {
    if (replaces && !sameEdge(replaces, edge)) disconnectInView(graph, definition, replaces)
    connectInView(graph, definition, edge)
  })
}

export function removeWires(edges: readonly GraphEdge[]): void {
  editGraph({ key: 'edit.disconnect', values: { count: edges.length } }, (graph, definition) => {
    for (const edge of edges) disconnectInView(graph, definition, edge)
  })
}

/** Deletes what is selected, nodes, notes, groups and wires alike. */
export function deleteSelection(reconnect = false): void {
  const { selection, selectedWires } = useView.getState()
  if (selection.length + selectedWires.length === 0) return
  const graphNow = currentGraph()
  const nodes = selectedNodes()
  const wires = new Set(selectedWires)
  editGraph(
    { key: 'edit.delete', values: { count: selection.length || selectedWires.length } },
    (graph, definition) => {
      graph.edges = graph.edges.filter((edge) => !wires.has(wireId(edge)))
      cutPorts(graph, definition, (edge) => wires.has(wireId(edge)))
      if (reconnect) {
        removeNodesReconnecting(graph, nodes, (id, output) =>
          passThroughInput(nodeData(graphNow.nodes[id]?.type ?? ''), output),
        )
      } else removeNodes(graph, nodes)
      removeFrames(graph.notes, selection, 'note:')
      removeFrames(graph.groups, selection, 'group:')
      for (const node of Object.values(graph.nodes))
        if (node.parent && !(node.parent in graph.groups)) delete node.parent
    },
  )
  select([])
}

function removeFrames(frames: Record<string, unknown>, selection: readonly string[], prefix: string): void {
  for (const id of selection)
    if (id.startsWith(prefix)) Reflect.deleteProperty(frames, id.slice(prefix.length))
}

export const wireId = ({ from, to }: GraphEdge): string => `${from.node}.${from.port}>${to.node}.${to.port}`

export function toggleCollapsed(ids: readonly string[] = selectedNodes()): void {
  editGraph({ key: 'edit.collapse' }, (graph) => {
    for (const id of ids) {
      const node = graph.nodes[id]
      if (node) node.collapsed = !node.collapsed
    }
  })
}

export function renameNode(id: string, title: string): void {
  editGraph({ key: 'edit.rename' }, (graph) => {
    const node = graph.nodes[id]
    if (node) node.title = title.trim() || undefined
  })
}

export function setParamValue(id: string, param: string, value: JsonValue): void {
  editGraph(
    { key: 'edit.param', values: { name: param, type: currentGraph().nodes[id]?.type ?? '' } },
    (graph) => {
      const node = graph.nodes[id]
      if (node) node.params[param] = value
    },
    `param ${id}.${param}`,
  )
}

/** Several params of a node at once, as one step of undo. */
export function setParamValues(id: string, values: Readonly<Record<string, JsonValue>>, name: string): void {
  editGraph(
    { key: 'edit.param', values: { name } },
    (graph) => void Object.assign(graph.nodes[id]?.params ?? {}, values),
    `param ${id}.${name}`,
  )
}

export function toggleFixed(id: string, param: string): void {
  editGraph({ key: 'edit.fixed' }, (graph) => {
    const node = graph.nodes[id]
    if (!node) return
    keepSeed(node, param)
    const fixed = node.fixed ?? []
    node.fixed = fixed.includes(param) ? fixed.filter((name) => name !== param) : [...fixed, param]
    delete node.nextSeed?.[param]
  })
}

/** Leaves a seed as it is from now on that moved with every run. */
export function stopSeed(id: string, param: string): void {
  editGraph({ key: 'edit.fixed' }, (graph) => {
    const node = graph.nodes[id]
    if (!node) return
    keepSeed(node, param)
    delete node.nextSeed?.[param]
  })
}

/** An instance that shows the seed inside has it as its own from then on, so that it stays when the one inside moves. */
function keepSeed(node: GraphNode, param: string): void {
  if (subgraphIdOf(node.type) === undefined || node.params[param] !== undefined) return
  const seed = nodeData(node.type)?.params.find(({ name }) => name === param)?.default
  if (seed !== undefined) node.params[param] = seed
}

/** Takes nodes that cannot run out of the way; their values stay. */
export function runWithout(id: string): void {
  editGraph({ key: 'edit.bypass' }, (graph) => {
    const node = graph.nodes[id]
    if (node) node.mode = 'bypass'
  })
}

export function selectionAsText(): string | undefined {
  const ids = selectedNodes()
  if (ids.length === 0) return undefined
  const { id: workflow, subgraphs } = currentDocument().workflow
  return JSON.stringify({ ...copyFragment(currentGraph(), ids, subgraphs), workflow }, null, 2)
}

interface PasteOptions {
  /** Where the top left corner goes; a little beside the original when left out. */
  readonly at?: Point
  /** Connects the copies to what fed the originals. */
  readonly keepLinks?: boolean
}

/** Pastes copied nodes; false when the text is something else. */
export function pasteText(text: string, { at, keepLinks = false }: PasteOptions = {}): boolean {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return false
  }
  const fragment = graphFragmentSchema.safeParse(raw)
  if (!fragment.success) return false
  const used = Object.values(fragment.data.nodes).flatMap(({ type }) => subgraphIdOf(type) ?? [])
  if (refusesNesting(used, fragment.data)) return true
  const origin = fragmentOrigin(fragment.data)
  const offset = at ? { x: at.x - origin.x, y: at.y - origin.y } : { x: 32, y: 32 }
  let ids: string[] = []
  const { subgraph } = currentPlace()
  const count = Object.keys(fragment.data.nodes).length
  applyEdit({ key: 'edit.paste', values: { count } }, (workflow) => {
    const isOwn = fragment.data.workflow === workflow.id
    const { subgraphs, nodes } = fragment.data
    const fresh = isOwn ? withoutKnown(subgraphs, workflow.subgraphs) : subgraphs
    const names = addPacked(workflow, { subgraphs: fresh })
    const renamed = Object.entries(nodes).map(
      ([id, node]) => [id, { ...node, type: renamedType(node.type, names) }] as const,
    )
    const pasted = { ...fragment.data, nodes: Object.fromEntries(renamed) }
    ids = pasteFragment(levelIn(workflow, subgraph).graph, pasted, { offset, keepLinks })
  })
  select(ids)
  return true
}

function withoutKnown(subgraphs: Subgraphs, known: Subgraphs): Record<string, Subgraph> {
  return Object.fromEntries(Object.entries(subgraphs).filter(([id]) => !Object.hasOwn(known, id)))
}

/** The copies keep what feeds the originals: a duplicated prompt node is wired at once. */
export function duplicateSelection(): void {
  const text = selectionAsText()
  if (text) pasteText(text, { keepLinks: true })
}

export function selectAll(): void {
  const { nodes, notes, groups } = currentGraph()
  const frames = [
    ...Object.keys(notes).map((id) => `note:${id}`),
    ...Object.keys(groups).map((id) => `group:${id}`),
  ]
  select([...Object.keys(nodes), ...frames])
}
