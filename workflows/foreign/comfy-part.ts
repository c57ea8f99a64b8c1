import type { EdgeEnd, GraphNode, NodeId } from '../graph.ts'
import type { JsonValue } from '../json.ts'

/** The model of ours that a graph is translated for, with what it can make. */
export interface ModelTarget {
  readonly model: string
  /** Sides are multiples of so many pixels. */
  readonly sizeGrid: number
  /** Frames come as `stride · n + 1`. */
  readonly frameStride: number
}

/** A node of ComfyUI's as the rules see it: what it says, and what is wired to it. */
export interface Foreign {
  readonly id: NodeId
  readonly type: string
  readonly params: GraphNode['params']
  readonly title: string | undefined
  /** The node a value comes from, lookups through virtual nodes done. */
  source(port: string): Foreign | undefined
  /** The nodes that read any of its outputs. */
  followers(): readonly Foreign[]
  /** Shift of the noise levels set on the way of its model; 0 where nobody sets one. */
  shift(): number
  /** Frames per second the whole graph is about. */
  readonly fps: number
  /** The graph has a motion module, to which a batch of pictures is the frames of a film. */
  readonly hasMotion: boolean
  readonly target: ModelTarget
}

/** What a node of ComfyUI's becomes: nodes of ours, and where its wires end and begin now. */
export interface Part {
  /** By what is added to the id; the first one is the node's own, without anything added. */
  readonly nodes: Readonly<Record<string, PartNode>>
  readonly wires?: readonly { readonly from: EdgeEnd; readonly to: EdgeEnd }[]
  readonly inputs?: Readonly<Record<string, readonly EdgeEnd[]>>
  readonly outputs?: Readonly<Record<string, EdgeEnd>>
  /** Frames the sampler of its latent is to know. */
  readonly known?: EdgeEnd
}

export interface PartNode {
  readonly type: string
  readonly params?: Readonly<Record<string, JsonValue>>
  readonly title?: string
  readonly seedControl?: JsonValue
}

/** A port of a part's own node, or of the one that is called `-suffix`. */
export function end({ id }: Pick<Foreign, 'id'>, port: string, suffix = ''): EdgeEnd {
  return { node: suffix ? `${id}-${suffix}` : id, port }
}

/** A table's entry by a name from a file; names of every object's own, such as `constructor`, are none of it. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

export function numberOf(value: JsonValue | undefined, usual: number): number {
  const given = typeof value === 'string' && value.trim() ? Number(value) : value
  return typeof given === 'number' && Number.isFinite(given) ? given : usual
}

export function wholeOf(value: JsonValue | undefined, usual: number): number {
  return Math.round(numberOf(value, usual))
}

export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
