import type { EdgeEnd, Graph, GraphEdge, GraphNode, NodeId } from '../graph.ts'
import { incomingEdges } from '../graph-order.ts'
import { afterGenerate } from './comfy-classes.ts'
import { entryOf } from './comfy-part.ts'

/** Classes of which an output is what comes in at a port: they lead, name or pace a wire. */
const passes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  LTXVConditioning: { positive: 'positive', negative: 'negative' },
  ModelSamplingSD3: { MODEL: 'model' },
  ModelSamplingAuraFlow: { MODEL: 'model' },
  ModelSamplingFlux: { MODEL: 'model' },
  ModelSamplingLTXV: { MODEL: 'model' },
  // It makes a still picture look like a frame of a compressed film.
  LTXVPreprocess: { output_image: 'image' },
  // The motion module of an image model: a video model brings its own.
  ADE_AnimateDiffLoaderGen1: { MODEL: 'model' },
  ADE_AnimateDiffLoaderWithContext: { MODEL: 'model' },
  // Without sound; see `isVirtual`.
  CreateVideo: { VIDEO: 'images' },
}

/** The same of classes that also make something. */
const partPasses: typeof passes = {
  GetVideoComponents: { images: 'video' },
  WanImageToVideo: { positive: 'positive', negative: 'negative' },
  WanFirstLastFrameToVideo: { positive: 'positive', negative: 'negative' },
  LTXVImgToVideo: { positive: 'positive', negative: 'negative' },
}

/** What leads through classes of several nodes of ours while they are bypassed; these stay, unread. */
const bypassPasses: typeof passes = {
  LatentUpscale: { LATENT: 'samples' },
  LatentUpscaleBy: { LATENT: 'samples' },
}

const constants: readonly string[] = [
  ...['PrimitiveNode', 'PrimitiveInt', 'PrimitiveFloat', 'PrimitiveBoolean', 'INTConstant'],
  ...['PrimitiveString', 'PrimitiveStringMultiline', 'FloatConstant', 'StringConstant', 'Seed (rgthree)'],
]
/** Lead one wire on, whatever the port is called. */
export const leads: readonly string[] = ['Reroute', 'SetNode', 'GetNode']

/** The graph as ComfyUI runs it: wires end where values are made, and a constant is a value of who reads it. */
export function withoutVirtual(graph: Graph): Graph {
  const incoming = incomingEdges(graph)
  const nodes = { ...graph.nodes }
  const edges: GraphEdge[] = []
  for (const edge of graph.edges) {
    const from = sourceOf(edge.from, graph, incoming)
    const source = from && graph.nodes[from.node]
    const target = nodes[edge.to.node]
    if (!source || !target) continue
    if (constants.includes(source.type)) {
      const { value = target.params[edge.to.port] ?? null, [afterGenerate]: control } = source.params
      const isSeed = /seed$/.test(edge.to.port)
      const given = {
        [edge.to.port]: value,
        ...(isSeed && { [afterGenerate]: control ?? (Number(value) < 0 ? 'randomize' : 'fixed') }),
      }
      nodes[edge.to.node] = { ...target, params: { ...target.params, ...given } }
    } else edges.push({ from, to: edge.to })
  }
  const kept = Object.entries(nodes).filter(([id, node]) => !isVirtual(node, incoming.get(id)))
  const left = Object.fromEntries(kept)
  return { ...graph, nodes: left, edges: edges.filter(({ to }) => Object.hasOwn(left, to.node)) }
}

/** A film of pictures that also gets a sound is one that is made. */
function isVirtual({ type }: GraphNode, wires: readonly GraphEdge[] = []): boolean {
  if (type === 'CreateVideo') return !wires.some(({ to }) => to.port === 'audio')
  return Object.hasOwn(passes, type) || constants.includes(type) || leads.includes(type)
}

/** Where a value is made; undefined for a wire that comes from nowhere, or round in a circle. */
function sourceOf(
  end: EdgeEnd,
  graph: Graph,
  incoming: ReadonlyMap<NodeId, readonly GraphEdge[]>,
): EdgeEnd | undefined {
  const seen = new Set<NodeId>()
  let at: EdgeEnd | undefined = end
  while (at && !seen.has(at.node)) {
    const node: GraphNode | undefined = graph.nodes[at.node]
    if (!node) return undefined
    const wires: readonly GraphEdge[] = incoming.get(at.node) ?? []
    const led = entryOf(passesOf(node, wires), node.type)
    const through: string | undefined = led && entryOf(led, at.port)
    if (through === undefined && !leads.includes(node.type)) return at
    seen.add(at.node)
    if (node.type === 'GetNode') at = setterOf(node, graph)
    else at = wires.find(({ to }) => through === undefined || to.port === through)?.from
  }
  return undefined
}

function passesOf(node: GraphNode, wires: readonly GraphEdge[]): typeof passes {
  if (isVirtual(node, wires)) return passes
  return node.mode === 'bypass' && Object.hasOwn(bypassPasses, node.type) ? bypassPasses : partPasses
}

/** What a `GetNode` reads, as an output of the `SetNode` of the same name. */
function setterOf({ params }: GraphNode, { nodes }: Graph): EdgeEnd | undefined {
  const name = params.name ?? params['value-1']
  const found = Object.keys(nodes).find(
    (id) => nodes[id]?.type === 'SetNode' && nodes[id].params.name === name,
  )
  return found === undefined ? undefined : { node: found, port: '' }
}
