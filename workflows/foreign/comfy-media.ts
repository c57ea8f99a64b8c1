import type { EdgeEnd } from '../graph.ts'
import type { JsonValue } from '../json.ts'
import {
  end,
  entryOf,
  type Foreign,
  numberOf,
  type Part,
  type PartNode,
  textOf,
  wholeOf,
} from './comfy-part.ts'

/** Of ComfyUI's nodes that say no size. */
const usualSide = 512

/** A latent to begin with. */
export function emptyLatent(node: Foreign): Part {
  return { nodes: { '': emptyNode(node) }, outputs: latentOutputs(node) }
}

/** A latent and, with pictures wired, the frames it starts from or ends on; prompts go straight through. */
export function imageToVideo(node: Foreign): Part {
  const starts = node.source('start_image') ?? node.source('image')
  const ends = node.source('end_image')
  const strength = numberOf(node.params.strength, 1)
  const start = end(node, 'image', 'start')
  const nodes = {
    '': emptyNode(node),
    ...(starts && { start: { type: 'image-to-video', params: { at: 'start', strength } } }),
    ...(ends && { end: { type: 'image-to-video', params: { at: 'end', strength } } }),
  }
  const last = ends ? 'end' : 'start'
  const chain = starts && ends ? [{ from: end(node, 'known', 'start'), to: end(node, 'known', 'end') }] : []
  return {
    ...{ nodes, wires: chain },
    inputs: { start_image: [start], image: [start], end_image: [end(node, 'image', 'end')] },
    outputs: latentOutputs(node),
    ...((starts ?? ends) && { known: end(node, 'known', last) }),
  }
}

export function decode(node: Foreign): Part {
  const { tile_size: tile, overlap } = node.params
  const tiles: PartNode['params'] =
    tile === undefined ? {} : { tile: wholeOf(tile, 512), overlap: wholeOf(overlap, 64) }
  return {
    nodes: { '': { type: 'decode-video', params: tiles } },
    inputs: { samples: [end(node, 'latent')], vae: [end(node, 'vae')] },
    outputs: { IMAGE: end(node, 'video') },
  }
}

export function encode(node: Foreign): Part {
  return {
    nodes: { '': { type: 'encode-video' } },
    inputs: { pixels: [end(node, 'video')], vae: [end(node, 'vae')] },
    outputs: { LATENT: end(node, 'latent') },
  }
}

/** A file by its name on another machine: it has to be chosen here, its name stays as the title. */
export function loadImage(node: Foreign): Part {
  const title = textOf(node.params.image)
  return { nodes: { '': { type: 'load-image', title } }, outputs: { IMAGE: end(node, 'image') } }
}

export function loadAudio(node: Foreign): Part {
  const title = textOf(node.params.audio ?? node.params.audio_file)
  return {
    nodes: { '': { type: 'load-audio', title } },
    outputs: { AUDIO: end(node, 'audio'), audio: end(node, 'audio') },
  }
}

export function loadVideo(node: Foreign): Part {
  const { params } = node
  const options = {
    fps: Math.max(0, numberOf(params.force_rate, 0)),
    width: wholeOf(params.custom_width, 0),
    height: wholeOf(params.custom_height, 0),
    frames: wholeOf(params.frame_load_cap, 0),
    start: wholeOf(params.skip_first_frames, 0),
    every: Math.max(1, wholeOf(params.select_every_nth, 1)),
  }
  const title = textOf(params.file ?? params.video)
  const hasSound = isHeard(node)
  const sound: Record<string, PartNode> = hasSound ? { audio: { type: 'audio-from-video' } } : {}
  const video = end(node, 'video')
  return {
    nodes: { '': { type: 'load-video', params: options, title }, ...sound },
    wires: hasSound ? [{ from: video, to: end(node, 'video', 'audio') }] : [],
    outputs: { VIDEO: video, IMAGE: video, ...(hasSound && { audio: end(node, 'audio', 'audio') }) },
  }
}

/** Whether some node reads its sound. */
function isHeard(node: Foreign): boolean {
  return node.followers().some((follower) => follower.source('audio')?.id === node.id)
}

/** Its pictures are the film itself, its rate is told by the film. */
export function videoComponents(node: Foreign): Part {
  if (!isHeard(node)) return { nodes: {} }
  return {
    nodes: { '': { type: 'audio-from-video' } },
    inputs: { video: [end(node, 'video')] },
    outputs: { audio: end(node, 'audio') },
  }
}

/** Pictures with a sound; without one they are the film themselves. */
export function createVideo(node: Foreign): Part {
  return {
    nodes: { '': { type: 'attach-audio' } },
    inputs: { images: [end(node, 'video')], audio: [end(node, 'audio')] },
    outputs: { VIDEO: end(node, 'video') },
  }
}

const methods: Readonly<Record<string, string>> = {
  'nearest-exact': 'neighbor',
  bilinear: 'bicubic',
  bicubic: 'bicubic',
  area: 'area',
}

export function resize({ params, ...node }: Foreign): Part {
  const { width, height, upscale_method: method, crop } = params
  const options = {
    width: wholeOf(width, 0),
    height: wholeOf(height, 0),
    fit: crop === 'center' ? 'cover' : 'stretch',
    method: entryOf(methods, textOf(method)) ?? 'lanczos',
  }
  return edit(node, { type: 'resize-video', params: options }, 'image')
}

export function upscale(node: Foreign): Part {
  const params = { method: 'model', model: 'pocket-upscaler', factor: 4 }
  const title = textOf(node.source('upscale_model')?.params.model_name)
  return edit(node, { type: 'upscale-video', params, title }, 'image')
}

/** Larger or smaller by a factor, whatever the size. */
export function resizeBy(node: Foreign): Part {
  const params = { method: 'lanczos', factor: numberOf(node.params.scale_by, 2) }
  return edit(node, { type: 'upscale-video', params }, 'image')
}

/** Between two samplers: decoded, made larger, encoded again, as our latents are of video models. */
export function latentUpscale(node: Foreign): Part {
  const { width, height, scale_by: by } = node.params
  const larger: PartNode =
    by === undefined
      ? { type: 'resize-video', params: { width: wholeOf(width, 0), height: wholeOf(height, 0) } }
      : { type: 'upscale-video', params: { method: 'lanczos', factor: numberOf(by, 2) } }
  return {
    nodes: { '': { type: 'encode-video' }, decode: { type: 'decode-video' }, larger },
    wires: [
      { from: end(node, 'video', 'decode'), to: end(node, 'video', 'larger') },
      { from: end(node, 'video', 'larger'), to: end(node, 'video') },
    ],
    inputs: { samples: [end(node, 'latent', 'decode')] },
    outputs: { LATENT: end(node, 'latent') },
  }
}

/** One picture of a film, or a stretch of it. */
export function pickFrame(node: Foreign): Part {
  const length = wholeOf(node.params.length, 1)
  if (length > 1) {
    const start = Math.max(0, wholeOf(node.params.batch_index, 0))
    return edit(node, { type: 'trim-video', params: { start, length, unit: 'frames' } }, 'image')
  }
  const params = { which: 'nth', frame: wholeOf(node.params.batch_index, 0) }
  return {
    nodes: { '': { type: 'pick-frame', params } },
    inputs: { image: [end(node, 'video')] },
    outputs: { IMAGE: end(node, 'image') },
  }
}

export function interpolate(node: Foreign): Part {
  const params = { factor: wholeOf(node.params.multiplier, 2), method: 'motion' }
  return edit(node, { type: 'interpolate-frames', params }, 'frames')
}

function edit(node: Pick<Foreign, 'id'>, own: PartNode, input: string): Part {
  return {
    nodes: { '': own },
    inputs: { [input]: [end(node, 'video')] },
    outputs: { IMAGE: end(node, 'video') },
  }
}

/** ComfyUI's name of a format, as one of ours. */
const formats: readonly (readonly [RegExp, string])[] = [
  [/gif/i, 'gif'],
  [/webp/i, 'webp'],
  [/prores/i, 'mov-prores'],
  [/265|hevc/i, 'mp4-h265'],
  [/webm|vp9/i, 'webm'],
  [/av1/i, 'mp4-av1'],
]

export function saveVideo(format?: string) {
  return (node: Foreign): Part => {
    const asked = [node.params.format, node.params.codec].map(textOf).join(' ')
    const found = format ?? formats.find(([pattern]) => pattern.test(asked))?.[1] ?? 'mp4'
    const audio: Record<string, PartNode> = node.source('audio') ? { audio: { type: 'attach-audio' } } : {}
    const into = audio.audio ? end(node, 'video', 'audio') : end(node, 'video')
    const params = {
      name: nameOf(node.params.filename_prefix),
      format: found,
      ...qualityOf(node.params),
    }
    return {
      nodes: { '': { type: 'save-video', params, title: crfTitle(node.params.crf) }, ...audio },
      wires: audio.audio ? [{ from: end(node, 'video', 'audio'), to: end(node, 'video') }] : [],
      inputs: { images: [into], video: [into], audio: [end(node, 'audio', 'audio')] },
    }
  }
}

/** How good the file is to be, in the words its node has for it. */
function qualityOf({ quality, lossless, crf }: Foreign['params']): Record<string, JsonValue> {
  if (lossless === true) return { quality: 100 }
  if (quality !== undefined) return { quality: within(wholeOf(quality, 75), 100) }
  return crf === undefined ? {} : { crf: within(wholeOf(crf, 23), 63) }
}

/** The card shows no CRF, which takes the place of its quality. */
function crfTitle(crf: JsonValue | undefined): string {
  return crf === undefined ? '' : `CRF ${wholeOf(crf, 23)}`
}

const within = (value: number, most: number): number => Math.min(most, Math.max(0, value))

export function saveImage(node: Foreign): Part {
  const name = nameOf(node.params.filename_prefix)
  return {
    nodes: { '': { type: 'save-image', params: { name } } },
    inputs: { images: [end(node, 'image')] },
  }
}

export function saveAudio(format: string) {
  return (node: Foreign): Part => ({
    nodes: { '': { type: 'save-audio', params: { name: nameOf(node.params.filename_prefix), format } } },
    inputs: { audio: [end(node, 'audio')] },
  })
}

/** A prefix may name folders and ComfyUI's own placeholders. */
function nameOf(prefix: JsonValue | undefined): string {
  const last = textOf(prefix).split(/[/\\]/).at(-1) ?? ''
  return last.replace(/%[^%]*%/g, '').trim() || '{workflow}'
}

/** A batch is many pictures and no film, but with a motion module. */
function emptyNode({ params, fps, hasMotion, target }: Foreign): PartNode {
  const count = wholeOf(params.length ?? (hasMotion ? params.batch_size : undefined), 1)
  const { sizeGrid: grid, frameStride: stride } = target
  const onGrid = (side: JsonValue | undefined) =>
    grid * Math.max(1, Math.round(numberOf(side, usualSide) / grid))
  const frames = 1 + stride * Math.max(0, Math.round((count - 1) / stride))
  const size = { width: onGrid(params.width), height: onGrid(params.height), frames }
  return { type: 'empty-latent', params: { ...size, fps } }
}

function latentOutputs(node: Foreign): Record<string, EdgeEnd> {
  return { LATENT: end(node, 'latent'), latent: end(node, 'latent') }
}
