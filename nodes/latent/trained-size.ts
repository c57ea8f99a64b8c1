import type { VideoSize } from '../../models/define-family.ts'
import type { ModelManifest } from '../../models/model-manifest.ts'
import { framesWithin } from '../../models/size-rules.ts'
import type { Problem } from '../../workflows/problem.ts'
import { problem } from '../problem.ts'
import type { ModelAhead } from './model-ahead.ts'

/** Beyond these a model repeats and smears what it knows: times as many pixels, as few of them, as many frames. */
const tooLarge = 2.5
const tooSmall = 0.25
const tooLong = 4
/** How much more another shape counts than fewer pixels. */
const shapeWeight = 4

/**
 * Told where a size or length is far from all a model was trained at (or, unknown that, from its usual one), with the nearest it draws well; a warning.
 * @param hasLength whether the node also says how many frames
 */
export function farFromTraining(size: VideoSize, model: ModelAhead, hasLength = true): readonly Problem[] {
  const trained = trainedSizes(model.manifest)
  if (trained.length === 0) return []
  const areas = trained.map(areaOf)
  const isFar = areaOf(size) > tooLarge * Math.max(...areas) || areaOf(size) < tooSmall * Math.min(...areas)
  const frames = Math.max(...trained.map((one) => one.frames))
  if (!isFar && (!hasLength || size.frames <= tooLong * frames)) return []
  const suiting = suitingSize(size, model)
  const { frames: length, ...sides } = suiting
  const set = hasLength ? { ...sides, frames: length } : sides
  const nearest = sizeText(sides)
  const values = {
    ...{ size: sizeText(size), frames: size.frames, nearest, model: model.manifest.name },
    ...{ trained: rangeText(trained), longest: frames },
  }
  const label =
    hasLength && length > 1
      ? { en: `Use ${nearest}, ${length} frames`, 'zh-CN': `改为 ${nearest}、${length} 帧` }
      : { en: `Use ${nearest}`, 'zh-CN': `改为 ${nearest}` }
  const port = isFar ? 'width' : 'frames'
  const code = model.manifest.trained?.length ? 'size-far-from-training' : 'size-far-from-usual'
  return [problem(code, values, { level: 'warning', port, fixes: [{ label, set }] })]
}

/**
 * The size of nearly the same shape with about as many pixels as the model was trained at, no side longer or shorter
 * than it has seen – a wider picture would show its subject twice –, and no more frames.
 */
export function suitingSize(size: VideoSize, { manifest, family, configs }: ModelAhead): VideoSize {
  const trained = trainedSizes(manifest)
  const [grid, area] = [family.sizeGrid(configs), Math.max(...trained.map(areaOf))]
  const seen = trained.flatMap(({ width, height }) => [width, height])
  const [shortest, longest] = [Math.min(...seen), Math.max(...seen)]
  const sides = Array.from(
    { length: Math.floor((longest - shortest) / grid) + 1 },
    (_, at) => shortest + at * grid,
  )
  const pairs = sides.flatMap((width) => sides.map((height) => ({ width, height })))
  const wrongBy = (pair: Sides) =>
    shapeWeight * Math.abs(Math.log(shapeOf(pair) / shapeOf(size))) + Math.abs(Math.log(areaOf(pair) / area))
  const best = pairs.reduce((one, other) => (wrongBy(other) < wrongBy(one) ? other : one))
  const most = Math.max(...trained.map(({ frames }) => frames))
  return { ...best, frames: framesWithin(Math.min(size.frames, most), family.frameStride(configs)) }
}

type Sides = Pick<VideoSize, 'width' | 'height'>

/** What the manifest says; a model that says nothing was trained at the size new nodes start with. */
function trainedSizes({ trained, defaults: { width, height, frames } }: ModelManifest): readonly VideoSize[] {
  if (trained?.length) return trained
  return width && height && frames ? [{ width, height, frames }] : []
}

const shapeOf = ({ width, height }: Sides): number => width / height
const areaOf = ({ width, height }: Sides): number => width * height

const sizeText = ({ width, height }: Sides): string => `${width}×${height}`

/** `64×64 – 96×96` */
function rangeText(sizes: readonly Sides[]): string {
  const sorted = [...sizes].sort((a, b) => areaOf(a) - areaOf(b))
  const ends = [sorted[0], sorted.at(-1)].flatMap((size) => (size ? [sizeText(size)] : []))
  return [...new Set(ends)].join(' – ')
}
