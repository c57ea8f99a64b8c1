import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { z } from 'zod'
import type { RgbPicture } from '../../models/rgb-frames.ts'
import { tensor, type Tensor } from '../../models/tensor.ts'

export const examFolder = new URL('../fixtures/pocket-v1/', import.meta.url)

const answerSchema = z.object({
  prompt: z.string(),
  subject: z.string(),
  background: z.string(),
  motion: z.string(),
  /** The subject on the right, where two were asked for. */
  second: z.string().optional(),
})
const clipSchema = answerSchema.extend({ changed: answerSchema })
const examSchema = z.object({
  prompts: z.object({
    plain: z.array(answerSchema),
    heldOut: z.array(answerSchema),
    paraphrase: z.array(answerSchema),
    chinese: z.array(answerSchema),
    two: z.array(answerSchema),
  }),
  clips: z.array(clipSchema),
  diversity: z.array(z.object({ prompt: z.string(), deviation: z.number() })),
  /** The card's own examples, and prompts known from Sora. */
  examples: z.array(z.string()),
  sora: z.array(z.string()),
})
/** What was asked for, and what the judge should see. */
export type Question = z.infer<typeof answerSchema>
export type Exam = z.infer<typeof examSchema>

/** A render the model never saw: frames in −1..1 and where its subject is, both [1, …, 17, 64, 64]. */
export interface TrueClip {
  readonly question: Question
  /** The same scene with another subject. */
  readonly changed: Question
  readonly video: Tensor
  /** [1, 1, 17, 64, 64], 1 inside the subject. */
  readonly coverage: Tensor
}

/** Written by models/training/exam.py. */
export function readExam(): Exam {
  return examSchema.parse(JSON.parse(readFileSync(new URL('exam.json', examFolder), 'utf8')))
}

export async function readClips(exam: Exam): Promise<readonly TrueClip[]> {
  const [pictures, masks] = await Promise.all([readStrips('clips.webp'), readStrips('coverage.webp')])
  return exam.clips.map(({ changed, ...question }, row) => ({
    ...{ question, changed },
    video: clipOf(pictures, row, { channels: 3, value: (byte) => byte / 127.5 - 1 }),
    coverage: clipOf(masks, row, { channels: 1, value: (byte) => (byte > 127 ? 1 : 0) }),
  }))
}

/** Renders of 384 × 384, one above the other in the file. */
export async function readStills(): Promise<readonly RgbPicture[]> {
  const { data, info } = await sharp(await readFile(new URL('stills.webp', examFolder)))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width } = info
  const size = width * width * 3
  return Array.from({ length: info.height / width }, (_, index) => ({
    ...{ width, height: width },
    data: new Uint8Array(data.subarray(index * size, (index + 1) * size)),
  }))
}

const side = 64

/** A picture with a clip a row, its frames side by side. */
interface Strips {
  readonly bytes: Uint8Array
  readonly frames: number
}

async function readStrips(name: string): Promise<Strips> {
  const picture = sharp(await readFile(new URL(name, examFolder))).removeAlpha()
  const { data, info } = await picture.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  return { bytes: data, frames: info.width / side }
}

interface Reading {
  readonly channels: number
  readonly value: (byte: number) => number
}

function clipOf({ bytes, frames }: Strips, row: number, { channels, value }: Reading): Tensor {
  const clip = tensor([1, channels, frames, side, side])
  let to = 0
  for (let channel = 0; channel < channels; channel += 1)
    for (let frame = 0; frame < frames; frame += 1)
      for (let y = 0; y < side; y += 1)
        for (let x = 0; x < side; x += 1) {
          const pixel = (row * side + y) * frames * side + frame * side + x
          clip.data[to++] = value(bytes[pixel * 3 + channel] ?? 0)
        }
  return clip
}
