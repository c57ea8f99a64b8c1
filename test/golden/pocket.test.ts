import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { denoise } from '../../models/denoise.ts'
import { sliceFrames, videoDims } from '../../models/frame-axis.ts'
import { denormalise } from '../../models/latent-statistics.ts'
import cfg from '../../models/guidance/cfg.guidance.ts'
import { normal } from '../../models/random.ts'
import { mapTensor } from '../../models/tensor-math.ts'
import type { Tensor } from '../../models/tensor.ts'
import { createModelAccess } from '../../server/inference/inference.ts'
import { openSession, type OpenSession } from '../../server/inference/ort-session.ts'
import { readParity } from './pocket-parity.ts'

const library = fileURLToPath(new URL('../../models/library/', import.meta.url))
const parity = readParity()
if (!parity)
  throw new Error('test/fixtures/pocket-v1/parity.json is missing: python models/training/fixtures.py')

const models = await createModelAccess({ folders: [library], device: 'cpu', threads: 1 })
const { sessions, family } = await models.get('pocket-v1')
const opened = new Map<string, Promise<OpenSession>>()
/** The graphs with weights only in int8: the CPU's own variant rounds activations as well and drifts from PyTorch. */
const portable = { ...sessions, open }
afterAll(async () => {
  await models.release()
  for (const session of opened.values()) await (await session).release()
})

function open(part: string): Promise<OpenSession> {
  const model = `${library}pocket-v1/${part}/model.onnx`
  const session = opened.get(part) ?? openSession({ model, part, device: 'cpu', threads: 1 })
  opened.set(part, session)
  return session
}

describe('the shipped model answers as it did in PyTorch', () => {
  it.each(parity.tokenizer)('reading “$text”', async ({ text, ids }) => {
    expect((await sessions.tokenizer()).encode(text).ids).toEqual(ids)
  })

  it.each(parity.cases.map((given) => [`${given.part} ${given.name}`, given] as const))(
    '%s',
    async (_, given) => {
      const graph = `${library}pocket-v1/${given.part}/model.onnx`
      const session = await openSession({ model: graph, part: given.part, device: 'cpu', threads: 1 })
      const feeds = Object.entries(given.inputs).map(([name, input]) => [name, parity.input(input)] as const)
      const outputs = await session.run(Object.fromEntries(feeds))
      const [output] = Object.values(outputs)
      expect(largest(output!, parity.stored(given.output))).toBeLessThan(1e-4)
    },
  )

  it('drawing the same noise from a seed', () => {
    const noise = parity.stored(parity.sample.noise)
    expect(largest(normal(7, noise.dims), noise)).toBeLessThan(1e-6)
  })

  it('sampling a clip from prompt to latent through our own loop', async () => {
    const { prompt, negative, steps, guidance, shift, tolerance } = parity.sample
    const noise = parity.stored(parity.sample.noise)
    const scheduler = models.scheduler('flow-match-euler')
    const schedule = scheduler.schedule({ config: { shift }, steps, sigmas: family.startSigmas?.(steps) })
    let sample = noise
    const [wanted, unwanted] = [
      await family.encodeText(prompt, portable),
      await family.encodeText(negative, portable),
    ]
    const input = {
      family,
      sessions: portable,
      scheduler,
      schedule,
      sample,
      baseNoise: noise,
      guidance: cfg,
      scale: guidance,
    }
    for await (const step of denoise({ ...input, positive: [wanted], negative: [unwanted] }))
      sample = step.sample
    expect(largest(sample, parity.stored(parity.sample.latents))).toBeLessThan(tolerance)
  })
})

describe('the shipped model', () => {
  it('decodes a long clip in pieces exactly as in one', async () => {
    const latent = normal(11, [1, 16, 40, 12, 12])
    const chunks: Tensor[] = []
    for await (const chunk of family.decodeVideo(latent, portable)) chunks.push(chunk)
    expect(chunks.length).toBeGreaterThan(1)
    const [whole] = Object.values(await (await open('vae_decoder')).run({ latent_sample: rawLatent(latent) }))
    let at = 0
    for (const chunk of chunks) {
      const frames = videoDims(chunk.dims).frames
      expect(largest(chunk, sliceFrames(whole!, at, frames))).toBeLessThan(1e-4)
      at += frames
    }
    expect(at).toBe(157)
  })

  it('keeps a given first picture', async () => {
    const picture = mapTensor(normal(5, [1, 3, 1, 64, 64]), (value) => Math.tanh(value))
    const known = await family.encodeVideo(picture, portable)
    const noise = normal(6, [1, 16, 2, 8, 8])
    const scheduler = models.scheduler('flow-match-euler')
    const schedule = scheduler.schedule({ config: {}, steps: 2, sigmas: family.startSigmas?.(2) })
    let sample = noise
    const prompt = [await family.encodeText('a mammoth walks', portable)]
    for await (const step of denoise({
      ...{ family, sessions: portable, scheduler, schedule, sample, baseNoise: noise },
      ...{ positive: prompt, negative: prompt, guidance: cfg, scale: 1, known: [{ latent: known, at: 0 }] },
    }))
      sample = step.sample
    const video = await firstChunk(sample)
    const reconstruction = await firstChunk(known)
    expect(largest(sliceFrames(video, 0, 1), reconstruction)).toBeLessThan(1e-4)
  })
})

async function firstChunk(latent: Tensor): Promise<Tensor> {
  for await (const chunk of family.decodeVideo(latent, portable)) return chunk
  throw new Error('The decoder gave nothing.')
}

function rawLatent(latent: Tensor): Tensor {
  const { latents_mean: mean, latents_std: deviation } = sessions.configs.vae_decoder as Record<
    string,
    number[]
  >
  return denormalise(latent, { mean: mean!, deviation: deviation! })
}

function largest(given: Tensor, wanted: Tensor): number {
  expect(given.dims).toEqual(wanted.dims)
  return given.data.reduce((worst, value, index) => Math.max(worst, Math.abs(value - wanted.data[index]!)), 0)
}
