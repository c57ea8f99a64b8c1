import type { EdgeEnd, Graph, GraphEdge, GraphNode, NodeId } from '../graph.ts'
import type { JsonValue } from '../json.ts'
import { expandSubgraphs } from '../subgraphs/expand-subgraphs.ts'
import type { Workflow } from '../workflow-file.ts'
import { comfyRules, isModelLoader, modelNames, modelNode } from './comfy-rules.ts'
import { type Parts, partsOf } from './comfy-foreign.ts'
import { entryOf, type ModelTarget, textOf } from './comfy-part.ts'
import { withoutVirtual } from './comfy-wiring.ts'
import { inFrames } from './in-frames.ts'
import { joinedFiles } from './model-file.ts'

const noteGap = 40

/**
 * ComfyUI's ghosts as nodes of ours where there is an equal: its prompts, sizes, seeds, steps and names are kept, its
 * model becomes the one chosen for its file. What has no equal stays a ghost. A workflow without anything to translate stays as it is;
 * else subgraphs are written out and the nodes are laid out anew, as what is one node there may be three here.
 * @param targetOf the model of ours that takes the place of a checkpoint, or of several as {@link joinedFiles}; of '' where a graph names none
 */
export function translateComfy(workflow: Workflow, targetOf: (file: string) => ModelTarget): Workflow {
  const written = withPlainIds(expandSubgraphs(workflow).graph)
  if (!Object.values(written.nodes).some(({ type }) => Object.hasOwn(comfyRules, type))) return workflow
  const ghosts = withoutVirtual(written)
  const files = modelFiles(written)
  const target = targetOf(joinedFiles(files))
  const parts = partsOf(ghosts, written, target)
  const nodes = { ...modelNodes(written, files, target), ...ownNodes(ghosts, parts) }
  const edges = fitted(nodes, [...innerEdges(parts), ...outerEdges(ghosts, parts)])
  const wired = withModelWires(edges.nodes, edges.edges)
  const isAsked = wired.some(({ from }) => from.node === modelNode)
  const used = Object.entries(edges.nodes).filter(([id]) => id !== modelNode || isAsked)
  const { groups } = written
  const placed = inFrames({ nodes: Object.fromEntries(used), edges: wired, groups })
  const graph: Graph = { ...placed, edges: wired, notes: notesAbove(workflow) }
  return { ...workflow, graph, subgraphs: {} }
}

/** Nodes of subgraphs are called by a path, which an id must not be. */
function withPlainIds(graph: Graph): Graph {
  const plain = (id: NodeId) => id.replaceAll('/', '-')
  const at = ({ node, port }: EdgeEnd) => ({ node: plain(node), port })
  return {
    ...graph,
    nodes: Object.fromEntries(
      Object.entries(graph.nodes).map(([id, { parent, ...node }]) => [
        plain(id),
        { ...node, ...(parent !== undefined && { parent: plain(parent) }) },
      ]),
    ),
    groups: Object.fromEntries(Object.entries(graph.groups).map(([id, group]) => [plain(id), group])),
    edges: graph.edges.map((edge) => ({ ...edge, from: at(edge.from), to: at(edge.to) })),
  }
}

/** The files of models' main parts a graph names, each once. */
function modelFiles({ nodes }: Graph): readonly string[] {
  const files = Object.values(nodes).flatMap(({ type, params }) =>
    isModelLoader(type) ? modelNames.flatMap((name) => textOf(params[name]) || []) : [],
  )
  return [...new Set(files)]
}

/** One for the whole graph, titled as the file it stands for; none where nobody asks for a model. */
function modelNodes({ nodes }: Graph, files: readonly string[], { model }: ModelTarget): Graph['nodes'] {
  const title = joinedFiles(files).slice(0, 200)
  const parent = Object.values(nodes).find((node) => isModelLoader(node.type))?.parent
  const node = {
    ...{ type: 'load-model', version: 1, position: { x: 0, y: 0 } },
    params: { model, ...(title && { standsFor: title }) },
    ...(title && { title }),
    ...(parent !== undefined && { parent }),
  }
  return { [modelNode]: node }
}

function ownNodes({ nodes }: Graph, parts: Parts): Graph['nodes'] {
  const made = Object.entries(nodes).flatMap(([id, ghost]) => {
    const part = parts.get(id)
    // Laid out anew in columns, it is as wide as the others.
    if (!part) return [[id, { ...ghost, size: undefined }] as const]
    return Object.entries(part.nodes).map(([suffix, { type, params = {}, title, seedControl }]) => {
      const { mode, position, color, parent } = ghost
      // A helper of a bypassed node has nothing to lead through.
      const kept = mode === 'bypass' && suffix ? undefined : mode
      const node: GraphNode = {
        ...{ type, version: 1, params, position },
        ...(title && { title }),
        ...(kept && { mode: kept }),
        ...(color !== undefined && { color }),
        ...(parent !== undefined && { parent }),
        ...seedMode(seedControl),
      }
      return [suffix ? `${id}-${suffix}` : id, node] as const
    })
  })
  return Object.fromEntries(made)
}

/** What is done with a seed before the next run; ComfyUI's `fixed` holds it against everything. */
function seedMode(control: JsonValue | undefined): Pick<GraphNode, 'fixed' | 'nextSeed'> {
  if (control === 'fixed') return { fixed: ['seed'] }
  const next = ({ randomize: 'random', increment: 'up', decrement: 'down' } as const)[textOf(control)]
  return next ? { nextSeed: { seed: next } } : {}
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
    const parent = nodes[to.node]?.parent
    helpers[node] = {
      ...{ type, version: 1, params, position: { x: 0, y: 0 } },
      ...(parent !== undefined && { parent }),
    }
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
