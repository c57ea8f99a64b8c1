import { z } from 'zod'
import { exact, inRgb, isDeep, pixelFormat, type Pixels, rgbFormat } from '../pixels.ts'
import { atFps, renumbered, secondsOf, ticks } from '../video-filters.ts'
import { type Clip, defineEdit, type VideoEditRequest } from './define-edit.ts'

export const blendModes = [
  'normal',
  'addition',
  'multiply',
  'screen',
  'overlay',
  'darken',
  'lighten',
  'difference',
  'softlight',
  'hardlight',
] as const

const paramsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  opacity: z.number().min(0).max(1),
  mode: z.enum(blendModes),
  /** Frame of the lower clip the upper one starts at. */
  start: z.number().int().min(0),
})
type Request = VideoEditRequest<z.infer<typeof paramsSchema>>

/** One clip over another. Where the upper one ends, only the lower is seen. */
export const overlayEdit = defineEdit({
  op: 'overlay',
  params: paramsSchema,
  video(request) {
    const [below, above] = request.inputs
    if (!below || !above) return request.graph.link(below ? [below.pad] : [], [])
    const upper = layer(request, above)
    return request.params.mode === 'normal' ? laid(request, below, upper) : mixed(request, below, upper)
  },
})

/** Sized, seen through, late. */
function layer({ params, facts, graph, pixels }: Request, { pad, facts: own }: Clip) {
  const { width, height, opacity, start } = params
  const { fps } = facts
  const isResized = own.width !== width || own.height !== height
  const seen = opacity < 1 ? [`colorchannelmixer=aa=${opacity}`] : []
  return graph.link(
    [pad],
    [
      ...(own.fps.num * fps.den === fps.num * own.fps.den ? [] : atFps({ frames: own.frames, fps })),
      isResized ? `scale=${width}:${height}:flags=bicubic+${exact}` : '',
      ...inRgb({ pixels, hasAlpha: true }, [`format=${rgbFormat(pixels, true)}`, ...seen]),
      `setpts=PTS+${start}`,
    ],
  )
}

function laid({ params, graph, pixels, facts, filters }: Request, below: Clip, upper: string) {
  const { x, y } = params
  const format = overlayFormat(pixels, filters)
  const over = `overlay=x=${x}:y=${y}:format=${format}:eof_action=pass:repeatlast=0`
  return graph.link(
    [below.pad, upper as `[${string}]`],
    [
      over,
      ticks(facts.fps),
      `trim=end_frame=${facts.frames}`,
      `format=${pixelFormat(pixels, facts.hasAlpha)}`,
    ],
  )
}

/** Modes compare whole pictures: the upper one gets a canvas as large as the lower, and its own outline as a mask. */
function mixed({ params, graph, pixels, facts, filters }: Request, below: Clip, upper: string) {
  const { x, y, mode } = params
  const { width, height, fps, frames } = facts
  const canvas = `color=c=black@0:s=${width}x${height}:r=${fps.num}/${fps.den}:d=${secondsOf(frames, fps)},format=gbrap`
  const empty = graph.link([], [canvas, ...renumbered(fps)])
  const placed = graph.link(
    [empty, upper as `[${string}]`],
    [`overlay=x=${x}:y=${y}:format=gbrp:eof_action=pass:repeatlast=0`, 'format=gbrap'],
  )
  const [top, outline = top] = graph.linkMany([placed], { filters: ['split'], count: 2 })
  const mask = graph.link([outline], ['alphaextract'])
  const [base, under = base] = graph.linkMany([below.pad], { filters: ['split'], count: 2 })
  const rgbBase = graph.link([base], toRgb(pixels))
  const rgbTop = graph.link([top], ['format=gbrp'])
  const blended = graph.link([rgbBase, rgbTop], [`blend=all_mode=${mode}`])
  const cutOut = graph.link([blended, mask], ['alphamerge', ...fromRgb(pixels)])
  return graph.link(
    [under, cutOut],
    [
      `overlay=format=${overlayFormat(pixels, filters)}`,
      ticks(fps),
      `trim=end_frame=${frames}`,
      `format=${pixelFormat(pixels, facts.hasAlpha)}`,
    ],
  )
}

/** The filter knows 10 bits since 4.3, which also brought `xfade`, and only where colour has half the rows. */
function overlayFormat(pixels: Pixels, filters: ReadonlySet<string>): string {
  if (pixels === 'rgb') return 'gbrp'
  if (!isDeep(pixels)) return pixels.replace('p', '')
  if (!filters.has('xfade')) return pixels.replace('p10le', '')
  return pixels === 'yuv420p10le' ? 'yuv420p10' : 'yuv422p10'
}

function toRgb(pixels: Request['pixels']): string[] {
  return pixels === 'rgb'
    ? ['format=gbrp']
    : [`scale=flags=bicubic+${exact}:in_color_matrix=bt709:in_range=tv`, 'format=gbrp']
}

function fromRgb(pixels: Request['pixels']): string[] {
  if (pixels === 'rgb') return ['format=gbrap']
  return [
    `scale=flags=bicubic+${exact}:out_color_matrix=bt709:out_range=tv`,
    `format=${pixelFormat(pixels, true)}`,
  ]
}
