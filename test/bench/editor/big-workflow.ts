import { latestVersion } from '../../../workflows/migrate-workflow.ts'
import type { GraphEdge, GraphNode } from '../../../workflows/graph.ts'
import type { Workflow } from '../../../workflows/workflow-file.ts'

/** The nodes of one shot, in the order they are wired. */
const shot = [
  'load-model',
  'prompt',
  'encode-text',
  'empty-latent',
  'noise',
  'scheduler',
  'sample',
  'decode-video',
  'upscale-video',
  'save-video',
] as const

const wires = [
  ['load-model.encoder', 'encode-text.encoder'],
  ['prompt.text', 'encode-text.text'],
  ['load-model.model', 'empty-latent.model'],
  ['load-model.model', 'scheduler.model'],
  ['load-model.model', 'sample.model'],
  ['encode-text.conditioning', 'sample.positive'],
  ['encode-text.conditioning', 'sample.negative'],
  ['empty-latent.latent', 'sample.latent'],
  ['noise.noise', 'sample.noise'],
  ['scheduler.schedule', 'sample.schedule'],
  ['load-model.vae', 'decode-video.vae'],
  ['sample.latent', 'decode-video.latent'],
  ['decode-video.video', 'upscale-video.video'],
  ['upscale-video.video', 'save-video.video'],
] as const

/** Shots of ten real nodes each, in a square: cards with fields, not boxes. */
export function bigWorkflow(count: number): Workflow {
  const columns = Math.ceil(Math.sqrt(count))
  const ids = Array.from({ length: count }, (_, place) => nodeIdAt(place))
  const nodes = Object.fromEntries(ids.map((id, place) => [id, nodeAt(place, columns)]))
  return {
    ...{ format: 'reelgraph', version: latestVersion, id: crypto.randomUUID(), name: `${count} nodes` },
    graph: { nodes, edges: edgesOf(count), groups: {}, notes: {} },
    subgraphs: {},
  }
}

export const nodeIdAt = (place: number): string =>
  `${shot[place % shot.length]}-${Math.floor(place / shot.length) + 1}`

/** The place of the first node of the shot that runs through the middle of the square. */
export function middlePlace(count: number): number {
  const columns = Math.ceil(Math.sqrt(count))
  const middle = Math.floor(count / columns / 2) * columns + Math.floor(columns / 2)
  return middle - (middle % shot.length)
}

function nodeAt(place: number, columns: number): GraphNode {
  const type = shot[place % shot.length] ?? 'prompt'
  const position = { x: (place % columns) * 300, y: Math.floor(place / columns) * 220 }
  const params: GraphNode['params'] = type === 'prompt' ? { text: 'a cat in a forest' } : {}
  return { type, version: 1, params, position }
}

function edgesOf(count: number): GraphEdge[] {
  const shots = Math.floor(count / shot.length)
  return Array.from({ length: shots }, (_, place) => place + 1).flatMap((number) =>
    wires.map(([from, to]) => ({ from: endOf(from, number), to: endOf(to, number) })),
  )
}

function endOf(end: string, number: number) {
  const [node = '', port = ''] = end.split('.')
  return { node: `${node}-${number}`, port }
}
