import type { InnerEnd, Subgraph, SubgraphPort } from '../workflows/subgraphs/subgraph.ts'
import { type LocalText, locales } from '../workflows/text.ts'
import type { NodeData } from './node-data.ts'

export type NodeLookup = (type: string) => NodeData | undefined

/** What the ports of one side are called: their own labels, else those inside, with the node's name where two are alike. */
export function portLabels(
  ports: readonly SubgraphPort[],
  subgraph: Subgraph,
  lookup: NodeLookup,
): ReadonlyMap<string, LocalText> {
  const named = ports.map((port) => ({ port, label: plainLabel(port, subgraph, lookup) }))
  return new Map(
    named.map(({ port, label }) => {
      const [end] = port.inner
      const isAlone = named.filter((other) => other.label.en === label.en).length === 1
      if (isAlone || port.label !== undefined || !end) return [port.name, label]
      return [port.name, joined(nodeLabel(end, subgraph, lookup), label)]
    }),
  )
}

function plainLabel(
  { name, label, inner: [end] }: SubgraphPort,
  subgraph: Subgraph,
  lookup: NodeLookup,
): LocalText {
  if (label !== undefined) return sameIn(label)
  const definition = lookup(subgraph.graph.nodes[end?.node ?? '']?.type ?? '')
  const { inputs = [], params = [], outputs = [] } = definition ?? {}
  return [...inputs, ...params, ...outputs].find((port) => port.name === end?.port)?.label ?? sameIn(name)
}

function nodeLabel({ node: id }: InnerEnd, { graph }: Subgraph, lookup: NodeLookup): LocalText {
  const node = graph.nodes[id]
  return node?.title === undefined ? (lookup(node?.type ?? '')?.label ?? sameIn(id)) : sameIn(node.title)
}

const sameIn = (text: string): LocalText => ({ en: text, 'zh-CN': text })

function joined(node: LocalText, port: LocalText): LocalText {
  const [en = '', zh = ''] = locales.map((locale) => `${node[locale]} · ${port[locale]}`)
  return { en, 'zh-CN': zh }
}
