import type { Graph } from '../workflows/graph.ts'
import { messageText } from '../workflows/messages.ts'
import type { Problem } from '../workflows/problem.ts'
import type { LocalText } from '../workflows/text.ts'
import type { Catalog } from './catalog.ts'
import type { AnyNodeDefinition } from './define-node.ts'

/** The problem's English sentence with ports and types as they are called on the cards; its values keep the ids. */
export function labelProblem(found: Problem, graph: Graph, catalog: Catalog): Problem {
  const definition = catalog.nodes.get(graph.nodes[found.node ?? '']?.type ?? '')
  const labels = Object.entries(found.values).flatMap(([key, value]) => {
    const label = labelOf(key, String(value), { definition, catalog })
    return label ? [[key, label.en] as const] : []
  })
  if (labels.length === 0) return found
  return {
    ...found,
    message: messageText(found.code, { ...found.values, ...Object.fromEntries(labels) }, 'en'),
  }
}

interface Names {
  readonly definition: AnyNodeDefinition | undefined
  readonly catalog: Catalog
}

function labelOf(key: string, value: string, { definition, catalog }: Names): LocalText | undefined {
  if (key === 'wanted' || key === 'given') return catalog.sockets.get(value)?.label
  if (key !== 'port' && key !== 'param') return undefined
  const { inputs = {}, params = {}, outputs = {} } = definition ?? {}
  return (inputs[value] ?? params[value] ?? outputs[value])?.label
}
