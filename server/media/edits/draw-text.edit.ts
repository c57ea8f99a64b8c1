import { z } from 'zod'
import { filterText } from '../filter-text.ts'
import { inYuv } from '../pixels.ts'
import { secondsOf } from '../video-filters.ts'
import { around, defineEdit } from './define-edit.ts'
import { colorSchema, filterColor } from './color-param.ts'

const places = {
  'top-left': ['M', 'M'],
  top: ['(w-tw)/2', 'M'],
  'top-right': ['w-tw-M', 'M'],
  left: ['M', '(h-th)/2'],
  center: ['(w-tw)/2', '(h-th)/2'],
  right: ['w-tw-M', '(h-th)/2'],
  'bottom-left': ['M', 'h-th-M'],
  bottom: ['(w-tw)/2', 'h-th-M'],
  'bottom-right': ['w-tw-M', 'h-th-M'],
} as const
const frames = z.number().int().min(0)

/** Text on the picture for a while. */
export const drawTextEdit = defineEdit({
  op: 'draw-text',
  params: z.object({
    text: z.string(),
    font: z.string(),
    /** Height of a line in pixels. */
    size: z.number().int().min(1).max(2000),
    color: colorSchema,
    opacity: z.number().min(0).max(1),
    place: z.enum(Object.keys(places) as [keyof typeof places]),
    margin: frames,
    /** Opacity of the box behind it. */
    box: z.number().min(0).max(1),
    outline: frames,
    start: frames,
    /** Frame after the last one. */
    end: frames,
    fade: frames,
  }),
  async video(request) {
    const { params, facts, pixels } = request
    if (params.text.trim() === '') return around(request, [])
    const { text, size, color, place, margin, box, outline, start, end } = params
    const [x, y] = places[place].map((formula) => formula.replace('M', String(margin)))
    const options = [
      `fontfile=${filterText(await request.font(text, params.font))}`,
      `text=${filterText(text)}`,
      'expansion=none',
      `fontsize=${size}`,
      `fontcolor=${filterColor(color)}`,
      `x=${x ?? 0}`,
      `y=${y ?? 0}`,
      `line_spacing=${Math.round(size / 5)}`,
      box > 0 ? `box=1:boxcolor=${filterColor('#000000', box)}:boxborderw=${Math.round(size / 4)}` : '',
      outline > 0 ? `borderw=${outline}:bordercolor=black` : '',
      `alpha='${seen(params, facts.fps)}'`,
      `enable='between(n\\,${start}\\,${end - 1})'`,
    ]
    return around(request, inYuv({ pixels }, [`drawtext=${options.filter(Boolean).join(':')}`]))
  },
})

interface Timing {
  readonly opacity: number
  readonly start: number
  readonly end: number
  readonly fade: number
}

/** Opacity over time: up over `fade` frames, down again at the end. */
function seen(
  { opacity, start, end, fade }: Timing,
  fps: { readonly num: number; readonly den: number },
): string {
  if (fade === 0) return String(opacity)
  const seconds = (count: number) => secondsOf(count, fps)
  const up = `(t-${seconds(start)})/${seconds(fade)}`
  const down = `(${seconds(end)}-t)/${seconds(fade)}`
  return `${opacity}*max(0\\,min(1\\,min(${up}\\,${down})))`
}
