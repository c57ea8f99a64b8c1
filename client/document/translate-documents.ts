import type { LocalText, Locale } from '../../workflows/text.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { onLanguage } from '../language/language.ts'
import { useInstalled } from '../library/installed-store.ts'
import { fetchExample } from '../server-link/server-calls.ts'
import { applyEditTo, useDocuments } from './document-store.ts'

/** Opened templates speak the reader's language: what is still worded as it was shipped follows a switch. */
export function watchLanguage(): void {
  onLanguage((locale) => {
    for (const { workflow } of useDocuments.getState().tabs) void translateDocument(workflow, locale)
  })
}

async function translateDocument({ id, name }: Workflow, locale: Locale): Promise<void> {
  const { examples } = useInstalled.getState()
  const example = examples.find((one) => [one.name, one.translations?.['zh-CN']?.name].includes(name))
  if (!example) return
  const source = await fetchExample(example.id).catch(() => undefined)
  if (!source) return
  applyEditTo(id, {
    label: { key: 'edit.translate' },
    recipe: (workflow) => {
      const { graph, ...words } = retoldWorkflow(workflow, source.workflow, locale)
      for (const [node, { title }] of Object.entries(graph.nodes)) {
        const own = workflow.graph.nodes[node]
        if (own && own.title !== title) own.title = title
      }
      Object.assign(workflow, { name: words.name, description: words.description })
    },
  })
}

/** The workflow with those texts in another language that are still those of the example it came from. */
export function retoldWorkflow(workflow: Workflow, source: Workflow, locale: Locale): Workflow {
  const words = source.translations?.['zh-CN']
  const retell = (text: string | undefined, shipped: Partial<LocalText>) =>
    text === shipped.en || text === shipped['zh-CN'] ? (shipped[locale] ?? shipped.en) : text
  const nodes = Object.entries(workflow.graph.nodes).map(([id, node]) => {
    const shipped = { en: source.graph.nodes[id]?.title, 'zh-CN': words?.titles[id] }
    const title = shipped['zh-CN'] === undefined ? node.title : retell(node.title, shipped)
    return [id, title === node.title ? node : { ...node, title }] as const
  })
  return {
    ...workflow,
    name: retell(workflow.name, { en: source.name, 'zh-CN': words?.name }) ?? workflow.name,
    description: retell(workflow.description, { en: source.description, 'zh-CN': words?.description }),
    graph: { ...workflow.graph, nodes: Object.fromEntries(nodes) },
  }
}
