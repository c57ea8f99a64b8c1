import type { JsonValue } from '../workflows/json.ts'
import type { LocalText } from '../workflows/text.ts'
import type { Catalog } from './catalog.ts'
import type { AnyNodeDefinition, NodeCategory } from './define-node.ts'
import { type Param, socketTypeOfParam } from './define-param.ts'

export interface PortData {
  readonly name: string
  readonly type: string
  readonly label: LocalText
  readonly optional: boolean
  readonly many: boolean
}

/** A param with the socket type whose wires may drive it. */
export type ParamData = Param & { readonly name: string; readonly type: string }

/** A node definition without its functions, as the client gets it from `GET /api/nodes`. */
export interface NodeData {
  readonly id: string
  readonly version: number
  readonly label: LocalText
  readonly category: NodeCategory
  readonly help: LocalText
  readonly example: LocalText
  readonly synonyms: readonly string[]
  readonly isOutput: boolean
  readonly inputs: readonly PortData[]
  readonly params: readonly ParamData[]
  readonly outputs: readonly PortData[]
}

export interface SocketData {
  readonly type: string
  readonly label: LocalText
  readonly color: string
}

export interface CatalogData {
  readonly nodes: readonly NodeData[]
  readonly sockets: readonly SocketData[]
}

export function catalogData(catalog: Catalog): CatalogData {
  return {
    nodes: [...catalog.nodes.values()].map(nodeData),
    sockets: [...catalog.sockets.values()].map(({ type, label, color }) => ({ type, label, color })),
  }
}

export function nodeData(node: AnyNodeDefinition): NodeData {
  const { id, version, label, category, help, example } = node
  return {
    ...{ id, version, label, category, help, example },
    synonyms: node.synonyms ?? [],
    isOutput: node.isOutput ?? false,
    inputs: ports(node.inputs),
    params: Object.entries(node.params).map(([name, param]) => ({
      ...param,
      name,
      type: socketTypeOfParam(param),
    })),
    outputs: ports(node.outputs),
  }
}

function ports(record: AnyNodeDefinition['inputs'] | AnyNodeDefinition['outputs']): PortData[] {
  return Object.entries(record).map(([name, port]) => {
    const { optional = false, many = false } = port as AnyNodeDefinition['inputs'][string]
    return { name, type: port.socket.type, label: port.label, optional, many }
  })
}

/** The params a new node starts with. */
export function defaultParams(node: Pick<NodeData, 'params'>): Record<string, JsonValue> {
  return Object.fromEntries(node.params.map((param) => [param.name, param.default]))
}
