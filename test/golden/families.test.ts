import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Conditioning, DenoiseRequest } from '../../models/define-family.ts'
import { denoise } from '../../models/denoise.ts'
import { sliceFrames, stack, unstack } from '../../models/frame-axis.ts'
import cfg from '../../models/guidance/cfg.guidance.ts'
import { normal } from '../../models/random.ts'
import unipc from '../../models/schedulers/unipc-multistep.scheduler.ts'
import { tensor, type Tensor } from '../../models/tensor.ts'
import decodeVideo from '../../nodes/decode/decode-video.node.ts'
import emptyLatent from '../../nodes/latent/empty-latent.node.ts'
import sample from '../../nodes/sampling/sample.node.ts'
import scheduler from '../../nodes/sampling/scheduler.node.ts'
import encodeText from '../../nodes/text/encode-text.node.ts'
import { createModelAccess } from '../../server/inference/inference.ts'
import { nodeContext } from '../support/node-context.ts'
import { largestDifference, tinyCases, writeTinyModels } from '../support/tiny-models.ts'

const folder = mkdtempSync(join(tmpdir(), 'reelgraph-tiny-models-'))
writeTinyModels(folder)
const models = await createModelAccess({ folders: [folder], device: 'cpu', threads: 1 })
afterAll(async () => {
  await models.release()
  rmSync(folder, { recursive: true })
})

const tolerance = 1e-4
const promptOf = (embeddings: Tensor): Conditioning => ({ embeddings, weight: 1 })
const requestOf = (sample: Tensor, timestep: number, embeddings: Tensor): DenoiseRequest => ({
  ...{ sample, timestep, sigma: timestep / 1000, known: [] },
  conditionings: [[promptOf(embeddings)]],
})
const channelsOf = (video: Tensor, from: number, to: number): Tensor => {
  const size = video.data.length / video.dims[1]!
  return tensor([1, to - from, ...video.dims.slice(2)], video.data.slice(from * size, to * size))
}

describe('a family answers as PyTorch does', () => {
  it('wan, text to video, each clip of a batch by itself', async () => {
    const { family, sessions } = await models.get('wan-t2v')
    for (const { inputs, output } of tinyCases('wan-t2v')) {
      const clips = unstack(inputs.hidden_states as Tensor)
      const texts = unstack(inputs.encoder_hidden_states as Tensor)
      const answers: Tensor[] = []
      for (const [at, clip] of clips.entries()) {
        const timestep = Number(inputs.timestep!.data[at])
        answers.push(...(await family.denoise(requestOf(clip, timestep, texts[at]!), sessions)))
      }
      expect(largestDifference(stack(answers), output)).toBeLessThan(tolerance)
    }
  })

  it('wan with a timestep for each token', async () => {
    const { family, sessions } = await models.get('wan-ti2v-per-token')
    for (const { inputs, output } of tinyCases('wan-ti2v-per-token')) {
      const request = requestOf(inputs.hidden_states as Tensor, 900, inputs.encoder_hidden_states as Tensor)
      const tokenTimesteps = inputs.timestep as Tensor
      const [answer] = await family.denoise({ ...request, tokenTimesteps }, sessions)
      expect(largestDifference(answer!, output)).toBeLessThan(tolerance)
    }
  })

  it('wan from an image, with mask, picture channels and image tokens beside the sample', async () => {
    const { family, sessions } = await models.get('wan-i2v')
    for (const { inputs, output } of tinyCases('wan-i2v')) {
      const images = unstack(inputs.encoder_hidden_states_image as Tensor)
      const texts = unstack(inputs.encoder_hidden_states as Tensor)
      const answers: Tensor[] = []
      for (const [at, clip] of unstack(inputs.hidden_states as Tensor).entries()) {
        const request = requestOf(channelsOf(clip, 0, 16), Number(inputs.timestep!.data[at]), texts[at]!)
        const beside = { channels: channelsOf(clip, 16, 36), imageTokens: images[at]! }
        answers.push(...(await family.denoise({ ...request, beside }, sessions)))
      }
      expect(largestDifference(stack(answers), output)).toBeLessThan(tolerance)
    }
  })

  it.each([
    ['ltx', 'ltx', 'transformer'],
    ['cogvideox', 'cogvideox', 'transformer'],
    ['umt5', 'wan-t2v', 'text_encoder'],
  ])('the graph of %s, opened by the loader', async (name, model, part) => {
    const { sessions } = await models.get(model)
    const session = await sessions.open(part)
    for (const { inputs, output } of tinyCases(name)) {
      const answer = (await session.run(inputs))[session.outputNames[0]!]!
      expect(largestDifference(answer, output)).toBeLessThan(tolerance)
    }
  })

  it('ltx packs its latent, tells every token its place and that known frames have no noise', async () => {
    const { family, sessions } = await models.get('ltx')
    const sample = normal(1, [1, 8, 2, 2, 3])
    const text = normal(2, [1, 16, 32])
    const known = [{ latent: sliceFrames(sample, 0, 1), at: 0 }]
    const prompt = { ...promptOf(text), tokens: 5 }
    const request = { ...requestOf(sample, 700, text), known, conditionings: [[prompt]], framesPerSecond: 10 }
    const [answer] = await family.denoise(request, sessions)
    const tokens = Array.from({ length: 12 }, (_, token) =>
      Array.from({ length: 8 }, (__, channel) => sample.data[channel * 12 + token]!),
    )
    const places = Array.from({ length: 12 }, (_, token) => [
      ...[token < 6 ? 0 : 0.1, 32 * Math.floor((token % 6) / 3), 32 * (token % 3)],
    ])
    const session = await sessions.open('transformer')
    const direct = await session.run({
      hidden_states: tensor([1, 12, 8], Float32Array.from(tokens.flat())),
      encoder_hidden_states: text,
      timestep: tensor(
        [1, 12],
        Float32Array.from({ length: 12 }, (_, token) => (token < 6 ? 0 : 700)),
      ),
      encoder_attention_mask: {
        dims: [1, 16],
        data: BigInt64Array.from({ length: 16 }, (_, at) => (at < 5 ? 1n : 0n)),
      },
      video_coords: tensor(
        [1, 3, 12],
        Float32Array.from([0, 1, 2].flatMap((axis) => places.map((place) => place[axis]!))),
      ),
    })
    const unpacked = Array.from(
      { length: 96 },
      (_, at) => direct.sample!.data[(at % 12) * 8 + Math.floor(at / 12)]!,
    )
    expect(answer!.dims).toEqual(sample.dims)
    expect(largestDifference(answer!, tensor(sample.dims, Float32Array.from(unpacked)))).toBeLessThan(1e-6)
  })

  it('cogvideox puts frames before channels and back, and hands in the angle of every place', async () => {
    const { family, sessions } = await models.get('cogvideox')
    const [sample, text] = [normal(3, [1, 4, 3, 4, 6]), normal(4, [1, 8, 8])]
    const [answer] = await family.denoise(requestOf(sample, 900, text), sessions)
    const swapped = (data: Float32Array, [first, second]: readonly [number, number]) =>
      Float32Array.from({ length: data.length }, (_, at) => {
        const [frame, channel] = [Math.floor(at / 24 / second), Math.floor(at / 24) % second]
        return data[(channel * first + frame) * 24 + (at % 24)]!
      })
    // A grid of 2 rows and 3 columns over the trained one of 4 and 6: a token for each second place.
    const angles = Array.from({ length: 18 }, (_, token) => [
      ...turns(Math.floor(token / 6), 4),
      ...turns(2 * Math.floor((token % 6) / 3), 6),
      ...turns(2 * (token % 3), 6),
    ]).flat()
    const session = await sessions.open('transformer')
    const direct = await session.run({
      hidden_states: tensor([1, 3, 4, 4, 6], swapped(sample.data, [3, 4])),
      encoder_hidden_states: text,
      timestep: tensor([1], Float32Array.of(900)),
      rope_cos: tensor([18, 16], Float32Array.from(angles, Math.cos)),
      rope_sin: tensor([18, 16], Float32Array.from(angles, Math.sin)),
    })
    const [output] = Object.values(direct)
    expect(answer!.dims).toEqual(sample.dims)
    const back = tensor(sample.dims, swapped(output!.data, [4, 3]))
    expect(largestDifference(answer!, back)).toBeLessThan(1e-6)
  })

  it('wan zeroes what the encoder says of the padding', async () => {
    const { family, sessions } = await models.get('wan-t2v')
    const { embeddings, tokens } = await family.encodeText('w73  w39&nbsp;w94', sessions)
    expect(embeddings.dims).toEqual([1, 16, 32])
    expect(tokens).toBe(3)
    expect(embeddings.data.slice(0, 96).some((value) => value !== 0)).toBe(true)
    expect(embeddings.data.slice(96).every((value) => value === 0)).toBe(true)
  })

  it('wan decodes a latent as a stream, one latent frame after another', async () => {
    const { family, sessions } = await models.get('wan-t2v')
    const [{ inputs, output }] = tinyCases('wan-vae-decoder-stream') as [ReturnType<typeof tinyCases>[0]]
    const lengths: number[] = []
    let at = 0
    for await (const chunk of family.decodeVideo(inputs.latent_sample as Tensor, sessions)) {
      const length = chunk.dims[2]!
      lengths.push(length)
      expect(largestDifference(chunk, sliceFrames(output, at, length))).toBeLessThan(tolerance)
      at += length
    }
    expect(lengths).toEqual([1, 4, 4, 4, 4])
  })
})

describe('a whole video from words, with the solver of the folder', () => {
  it('wan: prompt, UniPC and streamed decode', async () => {
    const { context, written } = nodeContext(models)
    const model = { modelId: 'wan-t2v' }
    const { schedule } = (
      await scheduler.run({ inputs: { model }, params: { scheduler: 'auto', steps: 3, shift: 0 }, context })
    ).outputs
    expect(schedule).toMatchObject({ scheduler: 'unipc-multistep', config: { flow_shift: 3 } })
    const size = { width: 48, height: 32, frames: 9, fps: 16, loop: false }
    const { latent } = (await emptyLatent.run({ inputs: { model }, params: size, context })).outputs
    const { conditioning } = (
      await encodeText.run({ inputs: { encoder: model, text: 'w5 (w6:1.3)' }, params: {}, context })
    ).outputs
    const made = await sample.run({
      inputs: {
        ...{ model, latent, schedule, positive: conditioning, negative: undefined, noise: { seed: 1 } },
        ...{ known: undefined, guider: undefined },
      },
      params: { guidance: 4, strength: 1 },
      context,
    })
    const inputs = { vae: model, latent: made.outputs.latent }
    const { outputs } = await decodeVideo.run({ inputs, params: { tile: 0, overlap: 64 }, context })
    expect(outputs.video.facts).toMatchObject({ width: 48, height: 32, frames: 9 })
    expect(new Set(written.get('0')!.flatMap(({ data }) => [...data])).size).toBeGreaterThan(1)
  })
})

describe('known frames by replacement, on wan', () => {
  it('end as they were given, and were shown to the model with the noise of each step', async () => {
    const { family, sessions } = await models.get('wan-t2v')
    const noise = normal(5, [1, 16, 3, 4, 6])
    const given = normal(6, [1, 16, 1, 4, 6])
    const seen: number[] = []
    const watched: typeof family = {
      ...family,
      denoise: (request, its) => {
        seen.push(
          largestDifference(
            sliceFrames(request.sample, 2, 1),
            noisy(given, sliceFrames(noise, 2, 1), request.sigma),
          ),
        )
        return family.denoise(request, its)
      },
    }
    const schedule = unipc.schedule({
      config: { prediction_type: 'flow_prediction', use_flow_sigmas: true, flow_shift: 3 },
      steps: 4,
    })
    const prompt = await family.encodeText('w7 w8', sessions)
    let last = noise
    for await (const step of denoise({
      ...{ family: watched, sessions, scheduler: unipc, schedule, sample: noise, baseNoise: noise },
      ...{ positive: [prompt], negative: [prompt], guidance: cfg, scale: 2 },
      known: [{ latent: given, at: 2 }],
    }))
      last = step.sample
    expect(largestDifference(sliceFrames(last, 2, 1), given)).toBe(0)
    expect(seen).toHaveLength(4)
    expect(Math.max(...seen)).toBeLessThan(1e-5)
  })
})

/** The angles of one axis of a rotary embedding (Su et al. 2021), each twice. */
function turns(place: number, dim: number): readonly number[] {
  const pairs = Array.from({ length: dim / 2 }, (_, pair) => place / 10_000 ** ((2 * pair) / dim))
  return pairs.flatMap((angle) => [angle, angle])
}

function noisy(clean: Tensor, noise: Tensor, sigma: number): Tensor {
  return tensor(
    clean.dims,
    clean.data.map((value, at) => (1 - sigma) * value + sigma * noise.data[at]!),
  )
}
