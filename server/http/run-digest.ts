import type { Catalog } from '../../nodes/catalog.ts'
import type { RunDigest } from '../../workflows/api.ts'
import type { Graph } from '../../workflows/graph.ts'
import { ancestorsOf } from '../../workflows/graph-order.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import type { RunView } from '../../workflows/run-view.ts'
import type { RunJob } from '../storage/stored-run.ts'

/** What tells a run from others of its workflow: words, seed and picture. */
export function runDigest({ workflow, seeds = {} }: RunJob, view: RunView, catalog: Catalog): RunDigest {
  const graph = flatGraph(workflow)
  const prompts = promptsOf(graph, catalog, view)
  const ownSeed = Object.entries(seeds).find(([name]) => name.endsWith('.seed')) ?? Object.entries(seeds)[0]
  return {
    prompt: prompts.length > 0 ? prompts.join(' / ') : undefined,
    seed: ownSeed?.[1],
    picture: pictureOf(graph, view),
  }
}

/** Texts a model is asked to show; those that only say what to keep away from are left out. */
function promptsOf(graph: Graph, catalog: Catalog, { nodes }: RunView): readonly string[] {
  const wanted = feeding(graph, 'positive')
  const unwanted = feeding(graph, 'negative')
  return Object.entries(graph.nodes).flatMap(([id, { type, params }]) => {
    if (nodes[id]?.state === 'skipped' || (unwanted.has(id) && !wanted.has(id))) return []
    const texts = Object.entries(catalog.nodes.get(type)?.params ?? {})
      .filter(([, param]) => param.kind === 'text' && (param.prompt || param.multiline))
      .map(([name]) => params[name])
    return texts.filter((text) => typeof text === 'string').filter((text) => text.trim() !== '')
  })
}

function feeding(graph: Graph, port: string): ReadonlySet<string> {
  const ends = graph.edges.filter(({ to }) => to.port === port).map(({ from }) => from.node)
  return ancestorsOf(graph, ends)
}

/** The last picture in the order of the file; of a sweep its contact sheet. */
function pictureOf(graph: Graph, { nodes }: RunView): string | undefined {
  const pictures = Object.keys(graph.nodes).flatMap((id) => {
    const results = [...(nodes[`${id}~sheet`]?.results ?? []), ...(nodes[id]?.results ?? [])]
    const seen = results.flatMap((result) =>
      result.kind === 'asset' && (result.asset.video || result.asset.image) ? [result.asset.id] : [],
    )
    return seen.slice(0, 1)
  })
  return pictures.at(-1)
}
