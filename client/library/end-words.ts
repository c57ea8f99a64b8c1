import type { EdgeEnd, Graph } from '../../workflows/graph.ts'
import type { Speech } from '../language/language.ts'
import { nodeData } from './installed-store.ts'
import { titleOf } from './node-title.ts'
import { portAt } from './ports.ts'

/** The end of a wire as a person sees it: “DiT sampler · Latent”; outside of a subgraph the name of its port. */
export function endWords(
  { graph, speech }: { readonly graph: Graph; readonly speech: Speech },
  end: EdgeEnd,
  side: 'in' | 'out',
): string {
  const label = portAt(graph, end, side)?.label
  const port = label ? speech.local(label) : end.port
  const node = graph.nodes[end.node]
  return node ? `${titleOf(node, speech, nodeData(node.type))} · ${port}` : port
}
