import { BugFailure } from '../workflows/failure.ts'
import type { Subgraphs } from '../workflows/subgraphs/subgraph.ts'
import type { Catalog } from './catalog.ts'
import type { AnyNodeDefinition, InputPort } from './define-node.ts'
import type { Param } from './define-param.ts'
import { defineSocket, type Socket } from './define-socket.ts'
import { type NodeData, nodeData, type PortData } from './node-data.ts'
import { subgraphNodes } from './subgraph-data.ts'

/**
 * The catalog with a workflow's subgraphs, for what looks at the graph as it is saved: values laid over params,
 * seeds. What is run is flat and has none of them.
 */
export function withSubgraphs(catalog: Catalog, subgraphs: Subgraphs): Catalog {
  if (Object.keys(subgraphs).length === 0) return catalog
  const made = subgraphNodes(subgraphs, (type) => {
    const definition = catalog.nodes.get(type)
    return definition && nodeData(definition)
  })
  const definitions = [...made.values()].map((node) => [node.id, definitionFrom(node, catalog)] as const)
  return { ...catalog, nodes: new Map([...catalog.nodes, ...definitions]) }
}

function definitionFrom(node: NodeData, { sockets }: Catalog): AnyNodeDefinition {
  const portFrom = ({ name, type, label, optional, many }: PortData): [string, InputPort] => {
    const socket: Socket = sockets.get(type) ?? defineSocket({ type, label, color: '#9aa0a6' })
    return [name, { socket, label, optional, many }]
  }
  const { id, version, label, category, help, example, isOutput } = node
  return {
    ...{ id, version, label, category, help, example, isOutput },
    inputs: Object.fromEntries(node.inputs.map(portFrom)),
    params: Object.fromEntries(node.params.map((param): [string, Param] => [param.name, param])),
    outputs: Object.fromEntries(node.outputs.map(portFrom)),
    run: () => {
      throw new BugFailure('subgraph-does-not-run')
    },
  }
}
