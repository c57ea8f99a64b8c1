import type { NodeData } from '../../nodes/node-data.ts'
import { subgraphNodes } from '../../nodes/subgraph-data.ts'
import type { Subgraphs } from '../../workflows/subgraphs/subgraph.ts'

type Installed = ReadonlyMap<string, NodeData>

interface Made {
  readonly installed: Installed
  readonly nodes: ReadonlyMap<string, NodeData>
}

const known = new WeakMap<Subgraphs, Made>()

/** A workflow's subgraphs as nodes, by type; made once for each state of them. */
export function ownNodes(subgraphs: Subgraphs, installed: Installed): ReadonlyMap<string, NodeData> {
  const found = known.get(subgraphs)
  if (found?.installed === installed) return found.nodes
  const nodes = subgraphNodes(subgraphs, (type) => installed.get(type))
  known.set(subgraphs, { installed, nodes })
  return nodes
}
