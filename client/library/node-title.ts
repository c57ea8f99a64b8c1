import { graphAt, pathSegments } from '../../workflows/subgraphs/subgraph.ts'
import type { Speech } from '../language/language.ts'
import { currentDocument } from '../document/document-store.ts'
import { nodeData } from './installed-store.ts'

/** What a card is called: by a person, else by its definition; inside subgraphs with the instances that lead there. */
export function nodeTitle(path: string, local: Speech['local']): string {
  const { workflow } = currentDocument()
  const segments = pathSegments(path)
  const titles = segments.map((id, depth) => {
    const node = graphAt(workflow, segments.slice(0, depth)).graph.nodes[id]
    const definition = nodeData(node?.type ?? '')
    return node?.title ?? (definition ? local(definition.label) : id)
  })
  return titles.join(' › ')
}
