import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { elementCount, type SessionTensor, tensor, type Tensor } from '../../models/tensor.ts'

const folder = new URL('../fixtures/pocket-v1/', import.meta.url)

const inputSchema = z.union([
  z.object({ tensor: z.string() }),
  z.object({ int64: z.array(z.array(z.number())) }),
  z.object({ sine: z.object({ shape: z.array(z.number()), rate: z.number(), scale: z.number() }) }),
])

/** What PyTorch gave for every part of the shipped model; models/training/fixtures.py writes it. */
const paritySchema = z.object({
  tokenizer: z.array(z.object({ text: z.string(), ids: z.array(z.number()) })),
  cases: z.array(
    z.object({
      part: z.string(),
      name: z.string(),
      inputs: z.record(z.string(), inputSchema),
      output: z.string(),
    }),
  ),
  sample: z.object({
    prompt: z.string(),
    negative: z.string(),
    steps: z.number(),
    guidance: z.number(),
    shift: z.number(),
    noise: z.string(),
    latents: z.string(),
    tolerance: z.number(),
  }),
  tensors: z.record(
    z.string(),
    z.object({ shape: z.array(z.number()), offset: z.number(), length: z.number() }),
  ),
})
export type Parity = z.infer<typeof paritySchema>

export interface ParityFixture extends Parity {
  stored(name: string): Tensor
  input(given: z.infer<typeof inputSchema>): SessionTensor
}

/** Undefined before the training person has stored one. */
export function readParity(): ParityFixture | undefined {
  const file = new URL('parity.json', folder)
  if (!existsSync(file)) return undefined
  const parity = paritySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const bytes = readFileSync(new URL('parity.bin', folder))
  const stored = (name: string): Tensor => {
    const place = parity.tensors[name]
    if (!place) throw new Error(`The fixture has no tensor ${name}.`)
    const { offset, length, shape } = place
    return tensor(shape, new Float32Array(new Uint8Array(bytes.subarray(offset, offset + length)).buffer))
  }
  return { ...parity, stored, input: (given) => inputTensor(given, stored) }
}

function inputTensor(given: z.infer<typeof inputSchema>, stored: (name: string) => Tensor): SessionTensor {
  if ('tensor' in given) return stored(given.tensor)
  if ('sine' in given) return sine(given.sine)
  const rows = given.int64
  return { dims: [rows.length, rows[0]?.length ?? 0], data: BigInt64Array.from(rows.flat(), BigInt) }
}

function sine({ shape, rate, scale }: { shape: number[]; rate: number; scale: number }): Tensor {
  return tensor(
    shape,
    Float32Array.from({ length: elementCount(shape) }, (_, index) => scale * Math.sin(rate * index)),
  )
}
