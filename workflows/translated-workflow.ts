import type { Locale } from './text.ts'
import type { Workflow } from './workflow-file.ts'

/** A shipped example as a reader of `locale` would have written it; the translations are left behind. */
export function translatedWorkflow({ translations, ...workflow }: Workflow, locale: Locale): Workflow {
  const words = locale === 'en' ? undefined : translations?.[locale]
  if (!words) return workflow
  const nodes = Object.entries(workflow.graph.nodes).map(([id, node]) => {
    const title = words.titles[id]
    return [id, title ? { ...node, title } : node] as const
  })
  const subgraphs = Object.entries(workflow.subgraphs).map(
    ([id, subgraph]) => [id, { ...subgraph, name: words.subgraphs?.[id] ?? subgraph.name }] as const,
  )
  const { name, description = workflow.description } = words
  return {
    ...{ ...workflow, name, description, subgraphs: Object.fromEntries(subgraphs) },
    graph: { ...workflow.graph, nodes: Object.fromEntries(nodes) },
  }
}
