import type { Graph, GraphEdge, NodeId } from '../graph.ts'
import { incomingEdges } from '../graph-order.ts'
import { entryOf, type Foreign, type ModelTarget, numberOf, type Part } from './comfy-part.ts'
import { comfyRules } from './comfy-rules.ts'
import { leads } from './comfy-wiring.ts'

export type Parts = ReadonlyMap<NodeId, Part>

/** Read once for a whole graph, however often its nodes ask. */
interface Surroundings extends Pick<Foreign, 'fps' | 'hasMotion' | 'target'> {
  readonly ghosts: Graph
  readonly written: Graph
  readonly followers: ReadonlyMap<NodeId, readonly NodeId[]>
}

const usualFps = 16

/**
 * What each node of ComfyUI's that has an equal becomes.
 * @param written the graph with its virtual nodes: some of them say what others need
 */
export function partsOf(ghosts: Graph, written: Graph, target: ModelTarget): Parts {
  const hasMotion = Object.values(written.nodes).some(({ type }) => /^ADE_|AnimateDiff/.test(type))
  const followers = followersIn(ghosts)
  const around = { ghosts, written, followers, target, hasMotion, fps: fpsOf(written) }
  const parts = Object.keys(ghosts.nodes).flatMap((id): [NodeId, Part][] => {
    const node = foreignNode(id, around)
    const rule = node && entryOf(comfyRules, node.type)
    return rule ? [[id, rule(node)]] : []
  })
  return new Map(parts)
}

function foreignNode(id: NodeId, around: Surroundings): Foreign | undefined {
  const { ghosts, written, followers, fps, hasMotion, target } = around
  const node = ghosts.nodes[id]
  if (!node) return undefined
  const { type, params, title } = node
  return {
    ...{ id, type, params, title, fps, hasMotion, target },
    shift: () => shiftOf(id, written),
    source: (port) => {
      const wire = incomingEdges(ghosts)
        .get(id)
        ?.find(({ to }) => to.port === port)
      return wire && foreignNode(wire.from.node, around)
    },
    followers: () => (followers.get(id) ?? []).flatMap((next) => foreignNode(next, around) ?? []),
  }
}

function followersIn({ edges }: Graph): ReadonlyMap<NodeId, readonly NodeId[]> {
  const followers = new Map<NodeId, NodeId[]>()
  for (const { from, to } of edges) {
    const list = followers.get(from.node)
    if (list) list.push(to.node)
    else followers.set(from.node, [to.node])
  }
  return followers
}

/** The rate films are saved at, or that a prompt was told. */
function fpsOf({ nodes }: Graph): number {
  const told = Object.values(nodes).map(({ params }) => numberOf(params.frame_rate ?? params.fps, 0))
  return Math.round(told.find((fps) => fps >= 1 && fps <= 120) ?? usualFps)
}

/**
 * Walks up the wires called `model`; 0 where nobody sets one, and where it follows the size: `max_shift` is the
 * logarithm of a shift at large sizes, which the model's own schedule knows.
 */
function shiftOf(id: NodeId, written: Graph): number {
  const incoming = incomingEdges(written)
  const seen = new Set<NodeId>()
  let at: NodeId | undefined = id
  while (at !== undefined && !seen.has(at)) {
    seen.add(at)
    const params = written.nodes[at]?.params
    if (params?.shift !== undefined) return Math.min(100, Math.max(0, numberOf(params.shift, 0)))
    if (params?.max_shift !== undefined) return 0
    const wires: readonly GraphEdge[] = incoming.get(at) ?? []
    const isLed = leads.includes(written.nodes[at]?.type ?? '')
    at = wires.find(({ to }) => isLed || to.port === 'model' || to.port === 'guider')?.from.node
  }
  return 0
}
