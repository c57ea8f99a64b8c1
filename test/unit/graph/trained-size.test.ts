import { describe, expect, it } from 'vitest'
import { farFromTraining } from '../../../nodes/latent/trained-size.ts'
import type { ModelAhead } from '../../../nodes/latent/model-ahead.ts'
import pocket from '../../../models/families/pocket.family.ts'
import { standInProblems } from '../../../nodes/load/stand-in.ts'
import { modelManifestSchema } from '../../../models/model-manifest.ts'
import shipped from '../../../models/library/pocket-v1/manifest.json' with { type: 'json' }

const manifest = modelManifestSchema.parse(shipped)
const grid = { ...pocket, sizeGrid: () => 16, frameStride: () => 4 }
const model: ModelAhead = { manifest, configs: {}, family: grid }
const sizeOf = (width: number, height: number, frames: number) => ({ width, height, frames })

describe('a size far from what the model was trained at', () => {
  it.each([
    [sizeOf(512, 512, 16), { width: 96, height: 96, frames: 13 }],
    [sizeOf(832, 480, 81), { width: 96, height: 64, frames: 17 }],
    [sizeOf(480, 832, 1), { width: 64, height: 96, frames: 1 }],
    [sizeOf(16, 16, 17), { width: 96, height: 96, frames: 17 }],
    [sizeOf(96, 96, 81), { width: 96, height: 96, frames: 17 }],
  ])('%o is offered as %o', (size, set) => {
    const [problem, ...more] = farFromTraining(size, model)
    expect(problem).toMatchObject({ level: 'warning', code: 'size-far-from-training', fixes: [{ set }] })
    expect(more).toEqual([])
    expect(farFromTraining({ ...size, ...set }, model)).toEqual([])
  })

  it('says nothing of sizes near to it, nor of a long video', () => {
    const sizes = [sizeOf(96, 96, 17), sizeOf(64, 64, 9), sizeOf(128, 128, 33), sizeOf(128, 80, 65)]
    expect(sizes.flatMap((size) => farFromTraining(size, model))).toEqual([])
  })

  it('goes by the size new nodes start with where a manifest tells no more', () => {
    const silent = { ...manifest, trained: undefined }
    const wan = { ...silent, name: 'Wan', defaults: { width: 832, height: 480, frames: 81 } }
    expect(farFromTraining(sizeOf(832, 480, 81), { ...model, manifest: wan })).toEqual([])
    expect(farFromTraining(sizeOf(96, 96, 17), { ...model, manifest: wan })).toMatchObject([
      { code: 'size-far-from-usual', fixes: [{ set: { width: 640, height: 640, frames: 17 } }] },
    ])
    const unknown = { ...silent, defaults: {} }
    expect(farFromTraining(sizeOf(4096, 4096, 999), { ...model, manifest: unknown })).toEqual([])
  })
})

it('a model that is the checkpoint asked for stands in for nobody', () => {
  const wan = { ...manifest, id: 'wan2.1-t2v-1.3b', name: 'Wan 1.3B' }
  expect(standInProblems('wan2.1_t2v_1.3B_fp16.safetensors', wan)).toEqual([])
  expect(standInProblems('wan2.1_t2v_1.3B_fp16.safetensors', manifest)).toMatchObject([
    { code: 'model-stands-in', fixes: [{ set: { standsFor: '' } }] },
  ])
  expect(standInProblems('dreamshaper_8.safetensors', manifest)).toMatchObject([
    { code: 'model-stands-in-alone' },
  ])
  expect(standInProblems('', manifest)).toEqual([])
  const high = { ...manifest, id: 'wan2.2-t2v-high-noise-14b', name: 'Wan 2.2' }
  const both =
    'wan2.2_t2v_high_noise_14B_fp8_scaled.safetensors + wan2.2_t2v_low_noise_14B_fp8_scaled.safetensors'
  expect(standInProblems(both, high)).toEqual([])
  expect(standInProblems('swan_dream.safetensors', manifest)).toMatchObject([
    { code: 'model-stands-in-alone' },
  ])
  expect(standInProblems('Lightning_Wan2_2.safetensors', manifest)).toMatchObject([
    { code: 'model-stands-in', values: { family: 'wan' } },
  ])
})
