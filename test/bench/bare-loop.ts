/**
 * The yardstick of the bench: the same ONNX files called one after another, frames piped into ffmpeg,
 * without graph, worker, queue or result store. A process of its own that makes one clip for each line it reads and
 * answers with a line of milliseconds, whole and by part, so that its runs and ours can take turns.
 *
 * argv: model folder, transformer file, threads, output file
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { normal } from '../../models/random.ts'
import { openTokenizer } from '../../server/inference/tokenizer.ts'

const [folder = '', transformerFile = '', threads = '1', output = ''] = process.argv.slice(2)
const frames = 17
const size = 96
const steps = 20
const guidance = 3
const channels = 16
const patch = 2
const [latentFrames, side] = [(frames - 1) / 4 + 1, size / 8]
const tokens = latentFrames * (side / patch) ** 2
const features = channels * patch * patch

const json = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Record<string, unknown>
const vae = json('vae_decoder/config.json') as unknown as { latents_mean: number[]; latents_std: number[] }
const { mask_channels: maskChannels } = json('transformer/config.json') as unknown as {
  mask_channels: number
}
const tokenizer = await openTokenizer(
  join(folder, 'tokenizer/tokenizer.json'),
  json('tokenizer/tokenizer_config.json'),
)

const options: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: Number(threads),
}
const open = (path: string) => InferenceSession.create(join(folder, path), options)
const [text, transformer, decoder] = await Promise.all([
  open('text_encoder/model.onnx'),
  open(transformerFile),
  open('vae_decoder/model.onnx'),
])

function ids(prompt: string): Tensor {
  const data = new BigInt64Array(tokenizer.maxLength)
  tokenizer
    .encode(prompt)
    .ids.slice(0, data.length)
    .forEach((id, index) => (data[index] = BigInt(id)))
  return new Tensor('int64', data, [1, data.length])
}

async function encodeBoth(): Promise<Tensor> {
  const parts: Tensor[] = []
  for (const prompt of ['a mammoth walks through a snowy meadow', '']) {
    parts.push((await text.run({ input_ids: ids(prompt) })).last_hidden_state as Tensor)
  }
  const [, length = 0, width = 0] = parts[0]?.dims ?? []
  return new Tensor('float32', Float32Array.from(parts.flatMap((part) => [...(part.data as Float32Array)])), [
    2,
    length,
    width,
  ])
}

/** [C, T, H, W] ↔ tokens of (channel, dy, dx), t-major. */
function eachFeature(visit: (latentIndex: number, tokenIndex: number) => void): void {
  const across = side / patch
  for (let c = 0; c < channels; c++)
    for (let t = 0; t < latentFrames; t++)
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++) {
          const token = (t * across + Math.floor(y / patch)) * across + Math.floor(x / patch)
          visit(
            ((c * latentFrames + t) * side + y) * side + x,
            token * features + (c * patch + (y % patch)) * patch + (x % patch),
          )
        }
}

function positions(): Tensor {
  const across = side / patch
  const data = Float32Array.from({ length: tokens * 3 }, (_, i) => {
    const token = Math.floor(i / 3)
    return [Math.floor(token / across ** 2), Math.floor(token / across) % across, token % across][i % 3] ?? 0
  })
  return new Tensor('float32', data, [tokens, 3])
}

async function sample(seed: number, conditioning: Tensor): Promise<Float32Array> {
  const latent = normal(seed, [1, channels, latentFrames, side, side]).data
  const packed = new Float32Array(tokens * features)
  eachFeature((from, to) => (packed[to] = latent[from] ?? 0))
  const zeros = new Tensor('float32', new Float32Array(2 * packed.length), [2, tokens, features])
  const mask = new Tensor('float32', new Float32Array(2 * tokens * maskChannels), [2, tokens, maskChannels])
  const at = positions()
  for (let step = 0; step < steps; step++) {
    const [sigma, next] = [1 - step / steps, 1 - (step + 1) / steps]
    const both = new Float32Array(2 * packed.length)
    both.set(packed)
    both.set(packed, packed.length)
    const { velocity } = await transformer.run({
      hidden_states: new Tensor('float32', both, [2, tokens, features]),
      known: zeros,
      mask,
      positions: at,
      timestep: new Tensor('float32', Float32Array.of(sigma, sigma), [2]),
      encoder_hidden_states: conditioning,
    })
    const v = velocity?.data as Float32Array
    for (let i = 0; i < packed.length; i++) {
      const [positive, negative] = [v[i] ?? 0, v[packed.length + i] ?? 0]
      packed[i] = (packed[i] ?? 0) + (next - sigma) * (negative + guidance * (positive - negative))
    }
  }
  const raw = new Float32Array(packed.length)
  const perChannel = latentFrames * side * side
  eachFeature((to, from) => {
    const channel = Math.floor(to / perChannel)
    raw[to] = (packed[from] ?? 0) * (vae.latents_std[channel] ?? 1) + (vae.latents_mean[channel] ?? 0)
  })
  return raw
}

async function decode(raw: Float32Array): Promise<Uint8Array> {
  const latent = new Tensor('float32', raw, [1, channels, latentFrames, side, side])
  const video = (await decoder.run({ latent_sample: latent })).sample?.data as Float32Array
  const plane = size * size
  const rgb = new Uint8Array(frames * plane * 3)
  for (let t = 0; t < frames; t++)
    for (let c = 0; c < 3; c++)
      for (let i = 0; i < plane; i++)
        rgb[(t * plane + i) * 3 + c] = Math.min(
          255,
          Math.max(0, Math.round(((video[(c * frames + t) * plane + i] ?? 0) + 1) * 127.5)),
        )
  return rgb
}

/** The settings of `save-video` at its default quality. */
async function encode(rgb: Uint8Array): Promise<void> {
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${size}x${size}`, '-r', '8', '-i', '-']
  const settings = (
    process.env.BENCH_FFMPEG_ARGS ??
    '-c:v libx264 -preset medium -crf 20 -pix_fmt yuv420p -color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709 -f mp4 -movflags +faststart'
  ).split(' ')
  const child = spawn(
    process.env.FFMPEG_PATH ?? 'ffmpeg',
    ['-y', '-loglevel', 'error', ...input, ...settings, output],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  )
  child.stdin.end(rgb)
  await once(child, 'exit')
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ value: Value; ms: number }> {
  const start = performance.now()
  const value = await work()
  return { value, ms: performance.now() - start }
}

let seed = 100
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'end') break
  const text = await timed(encodeBoth)
  const latent = await timed(() => sample(seed++, text.value))
  const frames = await timed(() => decode(latent.value))
  const file = await timed(() => encode(frames.value))
  const parts = { text: text.ms, sample: latent.ms, decode: frames.ms, save: file.ms }
  process.stdout.write(`${JSON.stringify(parts)}\n`)
}
