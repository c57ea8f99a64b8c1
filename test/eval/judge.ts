import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { videoDims } from '../../models/frame-axis.ts'
import { tensor, type Tensor } from '../../models/tensor.ts'
import { openSession } from '../../server/inference/ort-session.ts'
import { examFolder, type Question } from './exam.ts'

const probeSchema = z.object({
  outputs: z.object({
    subject_logits: z.array(z.string()),
    background_logits: z.array(z.string()),
    motion_logits: z.array(z.string()),
  }),
  /** Share of right answers on renders and on their reconstructions, in percent. */
  accuracy: z.record(z.string(), z.record(z.string(), z.number())),
})

/** What the probe sees in a clip. */
export interface Sight {
  readonly subject: string
  readonly background: string
  readonly motion: string
}

export interface Judge {
  readonly accuracy: z.infer<typeof probeSchema>['accuracy']
  look(video: Tensor): Promise<Sight>
  release(): Promise<void>
}

/** Side of the pictures and number of frames the probe takes. */
const [side, frames] = [64, 9]

/** The probe, trained by models/training/probe.py: a judge of subject, place and motion. */
export async function openJudge(): Promise<Judge> {
  const { outputs, accuracy } = probeSchema.parse(
    JSON.parse(readFileSync(new URL('probe.json', examFolder), 'utf8')),
  )
  const model = fileURLToPath(new URL('probe.onnx', examFolder))
  const session = await openSession({ model, part: 'probe', device: 'cpu', threads: 1 })
  return {
    accuracy,
    async look(video) {
      const answer = await session.run({ frames: prepared(video) })
      const best = (name: keyof typeof outputs) => outputs[name][likeliest(answer[name])] ?? ''
      return {
        subject: best('subject_logits'),
        background: best('background_logits'),
        motion: best('motion_logits'),
      }
    },
    release: () => session.release(),
  }
}

function likeliest(logits: Tensor | undefined): number {
  return logits ? logits.data.indexOf(Math.max(...logits.data)) : -1
}

/** Share of right answers, in percent. */
export interface Score extends Record<keyof Sight, number> {
  readonly count: number
}

export function score(sights: readonly Sight[], questions: readonly Question[]): Score {
  const share = (kind: keyof Sight) =>
    (100 * sights.filter((sight, index) => sight[kind] === questions[index]?.[kind]).length) / sights.length
  return {
    count: sights.length,
    subject: share('subject'),
    background: share('background'),
    motion: share('motion'),
  }
}

/** [1, 3, T, H, W] in −1..1 as [1, 9, 3, 64, 64] in 0..1: every frame or every second, a picture nine times. */
function prepared(video: Tensor): Tensor {
  const { frames: given, height, width } = videoDims(video.dims)
  const input = tensor([1, frames, 3, side, side])
  for (let frame = 0; frame < frames; frame += 1) {
    const source = given === 1 ? 0 : frame * Math.floor((given - 1) / (frames - 1))
    for (let channel = 0; channel < 3; channel += 1) {
      const from = (channel * given + source) * height * width
      const picture = video.data.subarray(from, from + height * width)
      input.data.set(areaResize(picture, { height, width }), (frame * 3 + channel) * side * side)
    }
  }
  return input
}

/** PyTorch's adaptive average: pixel i is the mean of the whole pixels from floor(i · n / 64) to ceil((i + 1) · n / 64). */
function areaResize(plane: Float32Array, { height, width }: { height: number; width: number }): Float32Array {
  const small = new Float32Array(side * side)
  const span = (index: number, size: number) =>
    [Math.floor((index * size) / side), Math.ceil(((index + 1) * size) / side)] as const
  for (let row = 0; row < side; row += 1)
    for (let column = 0; column < side; column += 1) {
      const [top, bottom] = span(row, height)
      const [left, right] = span(column, width)
      let sum = 0
      for (let y = top; y < bottom; y += 1)
        for (let x = left; x < right; x += 1)
          sum += (Math.min(1, Math.max(-1, plane[y * width + x] ?? 0)) + 1) / 2
      small[row * side + column] = sum / ((bottom - top) * (right - left))
    }
  return small
}

/** The part of a clip around the left or right subject, as a clip of its own. */
export function half(video: Tensor, where: 'left' | 'right'): Tensor {
  const { channels, frames: count, height, width } = videoDims(video.dims)
  const [size, top] = [Math.round(height * 0.62), Math.round(height * 0.3)]
  const left = where === 'left' ? 0 : width - size
  const part = tensor([1, channels, count, size, size])
  let to = 0
  for (let plane = 0; plane < channels * count; plane += 1)
    for (let y = 0; y < size; y += 1)
      for (let x = 0; x < size; x += 1)
        part.data[to++] = video.data[(plane * height + Math.min(top + y, height - 1)) * width + left + x] ?? 0
  return part
}
