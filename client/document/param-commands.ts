import { defaultParams, type NodeData, type ParamData } from '../../nodes/node-data.ts'
import { addNode, connect } from '../../workflows/graph-edits.ts'
import type { NodeId } from '../../workflows/graph.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { nodeData, useInstalled } from '../library/installed-store.ts'
import { select } from '../view/view-store.ts'
import { currentGraph, editGraph } from './document-store.ts'

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

/** Takes the wire off a param, which has a value of its own again: that of the node that drove it where it can be read. */
export function undrive(id: NodeId, param: string): void {
  const { nodes, edges } = currentGraph()
  const wire = edges.find(({ to }) => to.node === id && to.port === param)
  const source = wire && nodes[wire.from.node]
  if (!wire || !source) return
  const data = nodeData(source.type)
  const [holder, ...others] = data?.params ?? []
  const isPlain = holder !== undefined && others.length === 0 && data?.inputs.length === 0
  const value = isPlain ? source.params[holder.name] : undefined
  const isLeftOver = isPlain && edges.filter(({ from }) => from.node === wire.from.node).length === 1
  editGraph({ key: 'edit.undrive', values: { name: param, type: nodes[id]?.type ?? '' } }, (graph) => {
    graph.edges = graph.edges.filter(({ to }) => to.node !== id || to.port !== param)
    const node = graph.nodes[id]
    if (node && value !== undefined) node.params[param] = value
    if (isLeftOver) Reflect.deleteProperty(graph.nodes, wire.from.node)
  })
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
