import type { NodeData } from '../../nodes/node-data.ts'
import { locales } from '../../workflows/text.ts'

/** What other tools call a thing counts nearly as much as its own name. */
const weights = { label: 100, id: 90, synonyms: 85, category: 40, help: 20 } as const

/** How well a text answers what was typed: 1 equal, then beginning, word, part, letters in order; 0 not at all. */
export function matchScore(text: string, query: string): number {
  const hay = text.toLowerCase()
  const needle = query.toLowerCase().trim()
  if (!needle) return 0.1
  if (hay === needle) return 1
  if (hay.startsWith(needle)) return 0.9
  const at = hay.indexOf(needle)
  if (at > 0) return /[\s\-_/(]/.test(hay[at - 1] ?? '') ? 0.8 : 0.6
  const words = needle.split(/\s+/)
  if (words.length > 1 && words.every((word) => hay.includes(word))) return 0.55
  const inOrder = lettersInOrder(hay, needle.replace(/\s+/g, ''))
  if (inOrder > 0 || words.length < 2) return inOrder
  return Math.min(...words.map((word) => (hay.includes(word) ? 0.3 : lettersInOrder(hay, word))))
}

function lettersInOrder(hay: string, needle: string): number {
  let from = 0
  for (const letter of needle) {
    const at = hay.indexOf(letter, from)
    if (at < 0) return 0
    from = at + 1
  }
  // Letters strewn over a long text are chance, not a match.
  return hay.length <= 40 && needle.length >= 2 ? 0.3 : 0
}

function nodeScore(node: NodeData, query: string, uses = 0): number {
  const best = (texts: readonly string[], weight: number) =>
    Math.max(0, ...texts.map((text) => matchScore(text, query))) * weight
  const said = (text: NodeData['label']) => locales.map((locale) => text[locale])
  const helpful = said(node.help).some((help) => matchScore(help, query) >= 0.55)
  const score = Math.max(
    best(said(node.label), weights.label),
    best([node.id], weights.id),
    best(node.synonyms, weights.synonyms),
    best([node.category], weights.category),
    helpful ? weights.help : 0,
  )
  return score > 0 ? score + Math.min(8, Math.log2(1 + uses) * 2) : 0
}

export function searchNodes(
  nodes: readonly NodeData[],
  query: string,
  uses: Readonly<Record<string, number>>,
): readonly NodeData[] {
  return nodes
    .map((node) => ({ node, score: nodeScore(node, query, uses[node.id]) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ node }) => node)
}
