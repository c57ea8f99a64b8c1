import { describe, expect, it } from 'vitest'
import pocket from '../../../models/families/pocket.family.ts'
import type { ModelManifest } from '../../../models/model-manifest.ts'
import { knownWords, vocabularyOf } from '../../../models/vocabulary.ts'
import decodeVideo from '../../../nodes/decode/decode-video.node.ts'
import encodeVideo from '../../../nodes/decode/encode-video.node.ts'
import type { InferWorld } from '../../../nodes/define-node.ts'
import extendVideo from '../../../nodes/frames/extend-video.node.ts'
import knownClip from '../../../nodes/frames/known-clip.node.ts'
import imageToVideo from '../../../nodes/image/image-to-video.node.ts'
import emptyLatent from '../../../nodes/latent/empty-latent.node.ts'
import flipSigmas from '../../../nodes/sampling/flip-sigmas.node.ts'
import sample from '../../../nodes/sampling/sample.node.ts'
import splitSigmas from '../../../nodes/sampling/split-sigmas.node.ts'
import scheduleOfSigmas from '../../../nodes/sampling/schedule-of-sigmas.node.ts'
import encodeText from '../../../nodes/text/encode-text.node.ts'
import upscaleVideo from '../../../nodes/video/upscale-video.node.ts'

const configs = {
  transformer: { patch_size: [1, 2, 2] },
  vae_decoder: { latents_mean: [0, 0], latents_std: [1, 1] },
  tokenizer: { model_max_length: 6 },
  vocabulary: { subjects: [{ word: 'mammoth' }], functionWords: ['a'], words: ['mammoth', 'walks'] },
}
const manifest = { id: 'pocket-v1', kind: 'video-diffusion', defaults: {} } as ModelManifest
const world: InferWorld = {
  model: () => ({ manifest, configs, family: pocket, known: knownWords(vocabularyOf(configs)!) }),
  installedModels: () => ['pocket-v1'],
  asset: () => undefined,
}
const model = { modelId: 'pocket-v1' }
const size = { width: 96, height: 64, frames: 17, fps: 8 }
const emptyAhead = (change: Partial<typeof size>) =>
  emptyLatent.infer!({ inputs: { model }, params: { ...size, ...change }, world })

describe('before a run', () => {
  it('an empty latent tells its shape and the video it becomes', () => {
    const facts = { width: 96, height: 64, frames: 17, fps: { num: 8, den: 1 }, familyId: 'pocket' }
    expect(emptyAhead({}).outputs?.latent).toEqual({ ...facts, shape: [1, 2, 5, 8, 12], isEmpty: true })
  })

  it('a frame count the model cannot make is mended with one click', () => {
    const [found] = emptyAhead({ frames: 16 }).problems!
    expect(found).toMatchObject({
      code: 'frames-not-on-grid',
      values: { rule: '4n + 1', nearest: 17 },
      port: 'frames',
    })
    expect(found!.fixes[0]!.set).toEqual({ frames: 17 })
  })

  it('a size off the grid is mended with one click', () => {
    const [found] = emptyAhead({ width: 100, height: 70 }).problems!
    expect(found!.fixes[0]!.set).toEqual({ width: 96, height: 64 })
  })

  it.each([
    ['a mammoth walks', []],
    ['a mammoth flies', ['prompt-unknown-words warning']],
    ['a dragon', ['prompt-all-unknown error']],
    ['a mammoth walks a mammoth walks a', ['prompt-too-long warning']],
  ])('the prompt “%s” is judged by the words of the model', (text, wanted) => {
    const { problems = [] } = encodeText.infer!({
      inputs: { encoder: model, text: { text } },
      params: {},
      world,
    })
    expect(problems.map(({ code, level }) => `${code} ${level}`)).toEqual(wanted)
  })

  it('known frames past the end or at one place are told', () => {
    const latent = emptyAhead({}).outputs!.latent!
    const ahead = (places: readonly (number | 'end')[], lengths: readonly (number | null)[]) =>
      sample.infer!({
        inputs: { model, latent, known: { places, lengths } },
        params: {},
        world,
      }).problems!.map(({ code }) => code)
    expect(ahead([0, 'end'], [1, 1])).toEqual([])
    expect(ahead([17], [1])).toEqual(['known-past-end'])
    expect(ahead([4, 4], [1, 1])).toEqual(['known-overlap'])
    expect(ahead([0, 5], [9, 1])).toEqual(['known-overlap'])
    expect(ahead([0, 'end'], [9, 12])).toEqual(['known-overlap'])
    expect(ahead([0, 'end'], [9, 8])).toEqual([])
    expect(ahead([0, 5], [null, 1])).toEqual([])
  })

  it('known frames of which some lie past the end, an empty prompt and rising sigmas are told', () => {
    const { latent } = emptyAhead({}).outputs!
    const { outputs } = encodeText.infer!({
      inputs: { encoder: model, text: { text: ' ' } },
      params: {},
      world,
    })
    const flipped = flipSigmas.infer!({ inputs: { sigmas: {} }, params: {}, world }).outputs!
    const { low } = splitSigmas.infer!({ inputs: { sigmas: flipped.sigmas! }, params: {}, world }).outputs!
    const schedule = scheduleOfSigmas.infer!({ inputs: { schedule: {}, sigmas: low! }, params: {}, world })
    const { problems } = sample.infer!({
      inputs: {
        ...{ model, latent, positive: outputs!.conditioning! },
        ...{ known: { places: [5], lengths: [17] }, schedule: schedule.outputs!.schedule! },
      },
      params: {},
      world,
    })
    expect(problems!.map(({ code, port, level }) => [code, port, level])).toEqual([
      ['prompt-empty', 'positive', 'warning'],
      ['sigmas-rise', 'schedule', 'error'],
      ['known-cut', 'known', 'warning'],
    ])
    expect(problems!.at(-1)!.values).toEqual({ count: 5, length: 17, at: 5 })
  })

  it('a clip whose sides the model cannot make is told at its port', () => {
    const video = { width: 176, height: 130, frames: 17, fps: { num: 8, den: 1 }, hasAudio: false }
    const params = { direction: 'forward', seconds: 1, seen: 9 } as const
    const { problems } = extendVideo.infer!({ inputs: { model, video }, params, world })
    expect(problems).toMatchObject([
      { code: 'clip-not-on-grid', port: 'video', level: 'warning', values: { nearest: '176×128' } },
    ])
  })

  it('chained pictures hand on their places', () => {
    const known = { places: [0], lengths: [9] }
    const { outputs } = imageToVideo.infer!({ inputs: { known }, params: { at: 'end', frame: 3 }, world })
    expect(outputs!.known).toEqual({ places: [0, 'end'], lengths: [9, 1] })
  })

  it.each([imageToVideo, knownClip])('$id warns that strength 0 gives nothing', (node) => {
    const ahead = (strength: number) =>
      node.infer!({ inputs: {}, params: { at: 'start', frame: 0, strength }, world }).problems
    expect(ahead(0)).toMatchObject([{ code: 'known-strength-zero', port: 'strength', level: 'warning' }])
    expect(ahead(0.05)).toEqual([])
  })

  it('a decoded latent is a video of known size', () => {
    const latent = emptyAhead({}).outputs!.latent!
    const { outputs } = decodeVideo.infer!({ inputs: { vae: model, latent }, params: {}, world })
    expect(outputs!.video).toEqual({
      width: 96,
      height: 64,
      frames: 17,
      fps: { num: 8, den: 1 },
      hasAudio: false,
    })
  })

  it('a video to encode is brought to what the model can make', () => {
    const video = { width: 1920, height: 1080, frames: 30, fps: { num: 24, den: 1 }, hasAudio: true }
    const { outputs } = encodeVideo.infer!({
      inputs: { vae: model, video },
      params: { width: 100, height: 0 },
      world,
    })
    expect(outputs!.latent).toMatchObject({ width: 96, height: 1088, frames: 29 })
  })

  it('upscaling tells the new size, and that no model is chosen', () => {
    const video = { width: 96, height: 64, frames: 17, fps: { num: 8, den: 1 }, hasAudio: false }
    const params = { method: 'model', model: '', factor: 1.5 } as const
    const { outputs, problems } = upscaleVideo.infer!({ inputs: { video }, params, world })
    expect(outputs!.video).toMatchObject({ width: 144, height: 96, frames: 17 })
    expect(problems!.map(({ code }) => code)).toEqual(['upscaler-not-chosen'])
  })
})
