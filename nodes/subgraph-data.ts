import { maxDepth } from '../workflows/subgraphs/open-levels.ts'
import {
  instanceType,
  type Subgraph,
  type SubgraphPort,
  type Subgraphs,
} from '../workflows/subgraphs/subgraph.ts'
import type { LocalText } from '../workflows/text.ts'
import type { NodeData, ParamData, PortData } from './node-data.ts'
import { type NodeLookup, portLabels } from './subgraph-labels.ts'

/**
 * The definitions of a workflow as nodes, by type: their ports and params are those their ports lead to, with the
 * values inside as defaults. One that holds itself sees itself as unknown.
 */
export function subgraphNodes(subgraphs: Subgraphs, installed: NodeLookup): ReadonlyMap<string, NodeData> {
  const made = new Map<string, NodeData>()
  const waiting = new Map(Object.entries(subgraphs).map(([id, subgraph]) => [instanceType(id), subgraph]))
  let depth = 0
  const lookup: NodeLookup = (type) => {
    const subgraph = waiting.get(type)
    if (!subgraph) return made.get(type) ?? installed(type)
    // Nothing nested deeper than this is run.
    if (depth > maxDepth) return undefined
    waiting.delete(type)
    depth += 1
    const node = subgraphData(type, subgraph, lookup)
    depth -= 1
    made.set(type, node)
    return node
  }
  for (const id of Object.keys(subgraphs)) lookup(instanceType(id))
  return made
}

function subgraphData(type: string, subgraph: Subgraph, lookup: NodeLookup): NodeData {
  const { name, graph } = subgraph
  const inputLabels = portLabels(subgraph.inputs, subgraph, lookup)
  const outputLabels = portLabels(subgraph.outputs, subgraph, lookup)
  const inputs = subgraph.inputs.map((port) => ({ port, inner: innerPorts(port, subgraph, lookup) }))
  const isOutput = Object.values(graph.nodes).some((node) => lookup(node.type)?.isOutput)
  return {
    ...{
      id: type,
      version: 1,
      label: { en: name, 'zh-CN': name },
      category: 'logic',
      synonyms: [],
      isOutput,
    },
    ...{ help: helpOf(Object.keys(graph.nodes).length), example },
    inputs: inputs.flatMap(({ port, inner }) =>
      inner[0]?.param ? [] : [inputOf(port, inner, inputLabels.get(port.name))],
    ),
    params: inputs.flatMap(({ port, inner: [first] }) =>
      first?.param ? [paramOf(port, first.param, { subgraph, label: inputLabels.get(port.name) })] : [],
    ),
    outputs: subgraph.outputs.map((port) => ({
      ...{ name: port.name, type: port.type, optional: false, many: false },
      label: outputLabels.get(port.name) ?? { en: port.name, 'zh-CN': port.name },
    })),
  }
}

const helpOf = (count: number): LocalText => ({
  en: `A subgraph of ${count} ${count === 1 ? 'node' : 'nodes'}. Double-click its title to go inside.`,
  'zh-CN': `包含 ${count} 个节点的子图。双击标题进入。`,
})

const example: LocalText = {
  en: 'The values shown on it belong to this instance; what is inside belongs to all instances.',
  'zh-CN': '显示在节点上的参数只属于这个实例；内部的内容由所有实例共用。',
}

interface InnerPort {
  readonly input?: PortData
  readonly param?: ParamData
}

function innerPorts({ inner }: SubgraphPort, { graph }: Subgraph, lookup: NodeLookup): readonly InnerPort[] {
  return inner.map(({ node, port }) => {
    const definition = lookup(graph.nodes[node]?.type ?? '')
    const isNamed = ({ name }: { readonly name: string }) => name === port
    return { input: definition?.inputs.find(isNamed), param: definition?.params.find(isNamed) }
  })
}

function inputOf(
  { name, type, inner: ends }: SubgraphPort,
  inner: readonly InnerPort[],
  label: LocalText = { en: name, 'zh-CN': name },
): PortData {
  const many = inner.some(({ input }) => input?.many) && ends.every(({ order }) => order === undefined)
  return { name, type, label, many, optional: inner.every(({ input }) => input?.optional ?? true) }
}

function paramOf(
  { name, inner: [end] }: SubgraphPort,
  param: ParamData,
  { subgraph, label = param.label }: { readonly subgraph: Subgraph; readonly label?: LocalText },
): ParamData {
  const value = subgraph.graph.nodes[end?.node ?? '']?.params[end?.port ?? ''] ?? param.default
  // A value of another kind is told by the check; the field shows it as it is.
  return { ...param, name, label, default: value, inline: true } as ParamData
}
