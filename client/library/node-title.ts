import type { Speech } from '../language/language.ts'
import { currentGraph } from '../document/document-store.ts'
import { nodeData } from './installed-store.ts'

/** What a card is called: by a person, else by its definition. */
export function nodeTitle(id: string, local: Speech['local']): string {
  const node = currentGraph().nodes[id]
  const definition = nodeData(node?.type ?? '')
  return node?.title ?? (definition ? local(definition.label) : id)
}
