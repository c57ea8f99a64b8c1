import type { NodeData } from '../../nodes/node-data.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import { graphAt, pathSegments } from '../../workflows/subgraphs/subgraph.ts'
import { currentDocument } from '../document/document-store.ts'
import { type Speech, useSpeech } from '../language/language.ts'
import { nodeData, useInstalled } from './installed-store.ts'
import { shippedText } from './shipped-texts.ts'

type Titled = Pick<GraphNode, 'type' | 'title'>

/** What a card is called: by a person, else by its definition. */
export function titleOf({ type, title }: Titled, { local, locale }: Speech, definition?: NodeData): string {
  if (title !== undefined) return shippedText(title, locale)
  return definition ? local(definition.label) : type
}

/** {@link titleOf}, kept up to date. */
export function useTitle(node: Titled, definition?: NodeData): string {
  useInstalled((state) => state.examples)
  return titleOf(node, useSpeech(), definition)
}

/** The title of the node at a path; inside subgraphs with the instances that lead there. */
export function nodeTitle(path: string, speech: Speech): string {
  const { workflow } = currentDocument()
  const segments = pathSegments(path)
  const titles = segments.map((id, depth) => {
    const node = graphAt(workflow, segments.slice(0, depth)).graph.nodes[id]
    return node ? titleOf({ type: id, title: node.title }, speech, nodeData(node.type)) : id
  })
  return titles.join(' › ')
}
