import { useMemo } from 'react'
import type { GraphEdge } from '../../workflows/graph.ts'
import { outside } from '../../workflows/subgraphs/boundary-wires.ts'
import { useWires } from '../subgraphs/level-wires.ts'

/** A param whose value comes through a wire. One that the subgraph around it shows keeps a value of its own. */
export const isDriven = (wired: ReadonlySet<string>, param: string): boolean =>
  wired.has(`in:${param}`) && !wired.has(`shown:${param}`)

const indexes = new WeakMap<readonly GraphEdge[], ReadonlyMap<string, string>>()

/** Node → its wired ports as text; made once for all cards, as every card asks after every edit. */
function wiredIndex(edges: readonly GraphEdge[]): ReadonlyMap<string, string> {
  const known = indexes.get(edges)
  if (known) return known
  const index = new Map<string, string>()
  const note = (node: string, port: string) => index.set(node, `${index.get(node) ?? ''} ${port}`)
  for (const { from, to } of edges) {
    note(from.node, `out:${from.port}`)
    note(to.node, `in:${to.port}`)
    if (from.node === outside.inputs) note(to.node, `shown:${to.port}`)
  }
  indexes.set(edges, index)
  return index
}

/** `in:name` and `out:name` of the ports of a node that a wire is on. */
export function wiredPorts(edges: readonly GraphEdge[], id: string): ReadonlySet<string> {
  return new Set((wiredIndex(edges).get(id) ?? '').trim().split(' '))
}

/** {@link wiredPorts} of the workflow in front; as text, so that it is compared by value. */
export function useWiredPorts(id: string): ReadonlySet<string> {
  const wired = useWires((wires) => wiredIndex(wires).get(id) ?? '')
  return useMemo(() => new Set(wired.trim().split(' ')), [wired])
}
