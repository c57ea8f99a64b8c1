import type { EdgeEnd, Graph, GraphEdge, GraphNode, NodeId } from '../graph.ts'
import { incomingEdges } from '../graph-order.ts'
import { expandSubgraphs } from '../subgraphs/expand-subgraphs.ts'
import type { Workflow } from '../workflow-file.ts'
import { comfyRules, isModelLoader, modelNames, modelNode } from './comfy-rules.ts'
import { entryOf, type Foreign, numberOf, type Part, textOf } from './comfy-part.ts'
import { leads, withoutVirtual } from './comfy-wiring.ts'
import { inColumns } from './in-columns.ts'

const usualFps = 16
const noteGap = 40

/**
 * ComfyUI's ghosts as nodes of ours where there is an equal: its prompts, sizes, seeds, steps and names are kept, its
 * model becomes `model`. What has no equal stays a ghost. A workflow without anything to translate stays as it is;
 * else subgraphs are written out and the nodes are laid out anew, as what is one node there may be three here.
 */
export function translateComfy(workflow: Workflow, model: string): Workflow {
  const written = withPlainIds(expandSubgraphs(workflow).graph)
  if (!Object.values(written.nodes).some(({ type }) => Object.hasOwn(comfyRules, type))) return workflow
  const ghosts = withoutVirtual(written)
  const parts = partsOf(ghosts, written)
  const nodes = { ...modelNodes(written, model), ...ownNodes(ghosts, parts) }
  const edges = fitted(nodes, [...innerEdges(parts), ...outerEdges(ghosts, parts)])
  const wired = withModelWires(edges.nodes, edges.edges)
  const isAsked = wired.some(({ from }) => from.node === modelNode)
  const used = Object.entries(edges.nodes).filter(([id]) => id !== modelNode || isAsked)
  const placed = inColumns(Object.fromEntries(used), wired)
  const graph: Graph = { nodes: placed, edges: wired, groups: {}, notes: notesAbove(workflow) }
  return { ...workflow, graph, subgraphs: {} }
}

type Parts = ReadonlyMap<NodeId, Part>

/** Nodes of subgraphs are called by a path, which an id must not be. */
function withPlainIds(graph: Graph): Graph {
  const plain = (id: NodeId) => id.replaceAll('/', '-')
  const at = ({ node, port }: EdgeEnd) => ({ node: plain(node), port })
  return {
    ...graph,
    nodes: Object.fromEntries(Object.entries(graph.nodes).map(([id, node]) => [plain(id), node])),
    edges: graph.edges.map((edge) => ({ ...edge, from: at(edge.from), to: at(edge.to) })),
  }
}

/** @param written the graph with its virtual nodes: some of them say what others need */
function partsOf(ghosts: Graph, written: Graph): Parts {
  const fps = fpsOf(written)
  const hasMotion = Object.values(written.nodes).some(({ type }) => /^ADE_|AnimateDiff/.test(type))
  const foreign = (id: NodeId): Foreign | undefined => {
    const node = ghosts.nodes[id]
    if (!node) return undefined
    return {
      ...{
        id,
        fps,
        hasMotion,
        type: node.type,
        params: node.params,
        title: node.title,
        shift: shiftOf(id, written),
      },
      source: (port) => {
        const wire = incomingEdges(ghosts)
          .get(id)
          ?.find(({ to }) => to.port === port)
        return wire && foreign(wire.from.node)
      },
      followers: () =>
        ghosts.edges.filter(({ from }) => from.node === id).flatMap(({ to }) => foreign(to.node) ?? []),
    }
  }
  const parts = Object.keys(ghosts.nodes).flatMap((id): [NodeId, Part][] => {
    const node = foreign(id)
    const rule = node && entryOf(comfyRules, node.type)
    return rule ? [[id, rule(node)]] : []
  })
  return new Map(parts)
}

/** The rate films are saved at, or that a prompt was told. */
function fpsOf({ nodes }: Graph): number {
  const told = Object.values(nodes).map(({ params }) => numberOf(params.frame_rate ?? params.fps, 0))
  return Math.round(told.find((fps) => fps >= 1 && fps <= 120) ?? usualFps)
}

/** Walks up the wires called `model`; 0 where nobody sets one. */
function shiftOf(id: NodeId, written: Graph): number {
  const incoming = incomingEdges(written)
  const seen = new Set<NodeId>()
  let at: NodeId | undefined = id
  while (at !== undefined && !seen.has(at)) {
    seen.add(at)
    const shift = written.nodes[at]?.params.shift
    if (shift !== undefined) return Math.min(100, Math.max(0, numberOf(shift, 0)))
    const wires: readonly GraphEdge[] = incoming.get(at) ?? []
    const isLed = leads.includes(written.nodes[at]?.type ?? '')
    at = wires.find(({ to }) => isLed || to.port === 'model' || to.port === 'guider')?.from.node
  }
  return 0
}

/** One for the whole graph, titled as the file it stands for; none where nobody asks for a model. */
function modelNodes({ nodes }: Graph, model: string): Graph['nodes'] {
  const files = Object.values(nodes).flatMap(({ type, params }) =>
    isModelLoader(type) ? modelNames.flatMap((name) => textOf(params[name]) || []) : [],
  )
  const title = [...new Set(files)].join(' + ').slice(0, 200)
  const node = { type: 'load-model', version: 1, params: { model }, position: { x: 0, y: 0 } }
  return { [modelNode]: { ...node, ...(title && { title }) } }
}

function ownNodes({ nodes }: Graph, parts: Parts): Graph['nodes'] {
  const made = Object.entries(nodes).flatMap(([id, ghost]) => {
    const part = parts.get(id)
    // Laid out anew in columns, it is as wide as the others.
    if (!part) return [[id, { ...ghost, size: undefined }] as const]
    return Object.entries(part.nodes).map(([suffix, { type, params = {}, title }]) => {
      const { mode, position, color } = ghost
      // A helper of a bypassed node has nothing to lead through.
      const kept = mode === 'bypass' && suffix ? undefined : mode
      const node: GraphNode = {
        ...{ type, version: 1, params, position },
        ...(title && { title }),
        ...(kept && { mode: kept }),
        ...(color !== undefined && { color }),
      }
      return [suffix ? `${id}-${suffix}` : id, node] as const
    })
  })
  return Object.fromEntries(made)
}

const innerEdges = (parts: Parts): readonly GraphEdge[] =>
  [...parts.values()].flatMap(({ wires = [] }) => [...wires])

/** Wires between nodes, from and to where these have their ports now; a port without an equal loses its wire. */
function outerEdges({ edges }: Graph, parts: Parts): readonly GraphEdge[] {
  const latents = new Map(
    edges.flatMap(({ from, to }) => (to.port === 'latent_image' ? [[to.node, from.node] as const] : [])),
  )
  return edges.flatMap(({ from, to }) => {
    const [source, target] = [parts.get(from.node), parts.get(to.node)]
    const start = source ? source.outputs?.[from.port] : from
    const ends = target ? (target.inputs?.[to.port] ?? []) : [to]
    const known = to.port === 'latent_image' ? knownOf(from.node, parts, latents) : undefined
    const wires = start ? ends.map((end) => ({ from: start, to: end })) : []
    return known ? [...wires, { from: known, to: { node: to.node, port: 'known' } }] : wires
  })
}

/** Frames a latent brings along; one sampler hands them on to the next. */
function knownOf(latent: NodeId, parts: Parts, latents: ReadonlyMap<NodeId, NodeId>): EdgeEnd | undefined {
  const seen = new Set<NodeId>()
  for (let at: NodeId | undefined = latent; at !== undefined && !seen.has(at); at = latents.get(at)) {
    const known = parts.get(at)?.known
    if (known) return known
    seen.add(at)
  }
  return undefined
}

/**
 * ComfyUI's pictures are films of any length; ours are two kinds, with a node from one to the other. A wire of which
 * an end is gone is left out.
 */
function fitted(nodes: Graph['nodes'], edges: readonly GraphEdge[]) {
  const helpers: Record<NodeId, GraphNode> = {}
  const wires = edges.flatMap(({ from, to }): GraphEdge[] => {
    const type =
      from.port === 'image' && to.port === 'video'
        ? 'image-clip'
        : from.port === 'video' && to.port === 'image'
          ? 'pick-frame'
          : undefined
    if (!Object.hasOwn(nodes, from.node) || !Object.hasOwn(nodes, to.node)) return []
    if (type === undefined) return [{ from, to }]
    const node = `${to.node}-${type}`
    const params: GraphNode['params'] = type === 'image-clip' ? { frames: 1 } : {}
    helpers[node] = { type, version: 1, params, position: { x: 0, y: 0 } }
    return [
      { from, to: { node, port: from.port } },
      { from: { node, port: to.port }, to },
    ]
  })
  return { nodes: { ...nodes, ...helpers }, edges: wires }
}

/** Ports of ours that stand on the model where ComfyUI's node does without. */
const modelPorts: Readonly<Record<string, string>> = {
  scheduler: 'model',
  'empty-latent': 'model',
  sample: 'model',
  'sample-advanced': 'model',
  'encode-text': 'encoder',
  'decode-video': 'vae',
  'encode-video': 'vae',
}

function withModelWires(nodes: Graph['nodes'], edges: readonly GraphEdge[]): GraphEdge[] {
  const wired = new Set(edges.map(({ to }) => `${to.node} ${to.port}`))
  const missing = Object.entries(nodes).flatMap(([id, { type }]): GraphEdge[] => {
    const port = entryOf(modelPorts, type)
    if (port === undefined || wired.has(`${id} ${port}`)) return []
    return [{ from: { node: modelNode, port }, to: { node: id, port } }]
  })
  return [...edges, ...missing]
}

/** Side by side above the nodes. */
function notesAbove({ graph }: Workflow): Graph['notes'] {
  let x = 0
  const placed = Object.entries(graph.notes).map(([id, note]) => {
    const position = { x, y: -note.size.height - noteGap }
    x += note.size.width + noteGap
    return [id, { ...note, position }] as const
  })
  return Object.fromEntries(placed)
}
