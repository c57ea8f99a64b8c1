import { defaultParams, type NodeData, type ParamData } from '../../nodes/node-data.ts'
import { readAppView } from '../../workflows/app-view.ts'
import { addNode, connect, disconnect, removeNodes } from '../../workflows/graph-edits.ts'
import type { NodeId } from '../../workflows/graph.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { type Subgraph, subgraphNamed, type SubgraphPort } from '../../workflows/subgraphs/subgraph.ts'
import { nodeData, useInstalled } from '../library/installed-store.ts'
import { select } from '../view/view-store.ts'
import { currentDocument, currentGraph, currentPlace, editGraph } from './document-store.ts'

const besides = 272

/** Gives a param a small node of its own that holds its value, wired to it: one value can then drive several. */
export function driveByNode(id: string, param: ParamData, value: JsonValue): void {
  const node = currentGraph().nodes[id]
  const source = valueNodeOf(param.type)
  const holder = source?.params[0]
  const output = source?.outputs[0]
  if (!node || !source || !holder || !output) return
  const position = { x: node.position.x - besides, y: node.position.y }
  let added = ''
  editGraph({ key: 'edit.drive', values: { name: param.name, type: node.type } }, (graph) => {
    const params = { ...defaultParams(source), [holder.name]: value }
    added = addNode(graph, { type: source.id, version: source.version, params, position })
    connect(graph, {
      from: { node: added, port: output.name },
      to: { node: id, port: param.name },
    })
  })
  select([added])
}

/**
 * Takes the wire off a param, which has a value of its own again: that of the node that drove it where it can be read.
 * A node that held nothing but this value goes with its wire.
 */
export function undrive(id: NodeId, param: string): void {
  const { nodes, edges } = currentGraph()
  const wire = edges.find(({ to }) => to.node === id && to.port === param)
  if (!wire) return
  const source = wire.from.node
  const value = valueHeldBy(source)
  const isLeftOver = value !== undefined && !isWanted(source)
  editGraph({ key: 'edit.undrive', values: { name: param, type: nodes[id]?.type ?? '' } }, (graph) => {
    disconnect(graph, wire)
    const node = graph.nodes[id]
    if (node && value !== undefined) node.params[param] = value
    if (isLeftOver) removeNodes(graph, [source])
  })
}

/** The value of a node that does nothing but hold one; undefined where it computes it or gets it from elsewhere. */
function valueHeldBy(id: NodeId): JsonValue | undefined {
  const { nodes, edges } = currentGraph()
  const data = nodeData(nodes[id]?.type ?? '')
  const [holder, ...others] = data?.params ?? []
  if (!holder || others.length > 0 || data?.inputs.length !== 0) return undefined
  const isDriven = edges.some(({ to }) => to.node === id) || isShownBy(currentDefinition()?.inputs ?? [], id)
  return isDriven ? undefined : (nodes[id]?.params[holder.name] ?? holder.default)
}

/** Somebody named the node, shows it elsewhere, or more than one wire leaves it. */
function isWanted(id: NodeId): boolean {
  const { nodes, edges } = currentGraph()
  const form = currentPlace().subgraph ? undefined : readAppView(currentDocument().workflow.app)
  const isInForm = form?.params.some(({ node }) => node === id) ?? false
  const isOutput = isShownBy(currentDefinition()?.outputs ?? [], id)
  const leaving = edges.filter(({ from }) => from.node === id)
  return Boolean(nodes[id]?.title) || isInForm || isOutput || leaving.length > 1
}

const isShownBy = (ports: readonly SubgraphPort[], id: NodeId): boolean =>
  ports.some(({ inner }) => inner.some(({ node }) => node === id))

/** The subgraph in view; undefined in the workflow's own graph. */
function currentDefinition(): Subgraph | undefined {
  const { subgraph } = currentPlace()
  return subgraph === undefined ? undefined : subgraphNamed(currentDocument().workflow.subgraphs, subgraph)
}

/** The node that holds one value of a type: `number`, `text` …; the plainest of those that are installed. */
function valueNodeOf(type: string): NodeData | undefined {
  const named = nodeData(type.toLowerCase())
  if (named && named.outputs[0]?.type === type && named.inputs.length === 0) return named
  return [...useInstalled.getState().nodes.values()].find(
    ({ inputs, params, outputs }) =>
      inputs.length === 0 && params.length > 0 && outputs.length === 1 && outputs[0]?.type === type,
  )
}
