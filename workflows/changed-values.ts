import type { JsonValue } from './json.ts'
import { flatGraph } from './subgraphs/expand-subgraphs.ts'
import type { Layered } from './subgraphs/subgraph.ts'

/**
 * What one workflow sets otherwise than another one on the nodes both have, by `node.param`, inside subgraphs by
 * path: laid over the other one, it has the same values.
 */
export function changedValues(before: Layered, after: Layered): Record<string, JsonValue> {
  const { nodes } = flatGraph(before)
  const changes = Object.entries(flatGraph(after).nodes).flatMap(([id, { type, params }]) => {
    const known = nodes[id]
    if (known?.type !== type) return []
    return Object.entries(params).flatMap(([name, value]) =>
      JSON.stringify(known.params[name]) === JSON.stringify(value) ? [] : [[`${id}.${name}`, value] as const],
    )
  })
  return Object.fromEntries(changes)
}
