import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createModelAccess } from '../../../server/inference/inference.ts'
import { listModels, modelSummary } from '../../../server/inference/model-listing.ts'
import { onnxGraph } from '../../support/onnx-graph.ts'

/** Adds one to its input, under names of choice. */
const addOne = (input: string, output: string) =>
  onnxGraph({
    nodes: [{ op: 'Add', inputs: [input, 'one'], outputs: [output] }],
    inputs: [{ name: input, dims: ['n'] }],
    outputs: [{ name: output, dims: ['n'] }],
    constants: [{ name: 'one', dims: [1], data: [1] }],
  })

const statistics = JSON.stringify({ latents_mean: [0, 0], latents_std: [1, 1] })
const goodFiles: Record<string, string | Uint8Array> = {
  'vae_decoder/config.json': statistics,
  'vae_decoder/model.onnx': addOne('latent_sample', 'sample'),
  'vocabulary.json': JSON.stringify({ words: ['mammoth'] }),
}

let root: string
let folder: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'reelgraph-models-'))
  folder = join(root, 'tiny')
})
afterEach(() => rm(root, { recursive: true }))

async function install(files = goodFiles, change: Record<string, unknown> = {}): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifestOf(files), ...change }))
}

function manifestOf(files: Record<string, string | Uint8Array>) {
  return {
    ...{ format: 'reelgraph-model', version: 1, id: 'tiny', name: 'Tiny', kind: 'video-diffusion' },
    ...{ family: 'pocket', licence: 'MIT', summary: { en: 'Small.', 'zh-CN': '小。' } },
    variants: [
      { id: 'fp32', precision: 'fp32', devices: ['*'], parts: { vae_decoder: 'vae_decoder/model.onnx' } },
    ],
    files: Object.entries(files).map(([path, content]) => ({
      path,
      bytes: Buffer.byteLength(content),
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  }
}

it('keeps one preview decoder for a model, so that its rest holds over all samplings', async () => {
  const part = 'vae_decoder_tiny'
  const variant = { id: 'fp32', precision: 'fp32', devices: ['*'], parts: { [part]: `${part}/model.onnx` } }
  await install({ ...goodFiles, [`${part}/model.onnx`]: addOne('x', 'y') }, { variants: [variant] })
  const models = await createModelAccess({ folders: [root], device: 'cpu', threads: 1 })
  const [first, again] = [await models.get('tiny'), await models.get('tiny')]
  expect(first.sessions.previewDecoder).toBeDefined()
  expect(again.sessions.previewDecoder).toBe(first.sessions.previewDecoder)
  await models.release()
})

async function openDecoder() {
  const models = await createModelAccess({ folders: [root], device: 'cpu', threads: 1 })
  try {
    const session = await (await models.get('tiny')).sessions.open('vae_decoder')
    return await session.run({ latent_sample: { dims: [2], data: Float32Array.of(1, 2) } })
  } finally {
    await models.release()
  }
}

describe('the models of a folder', () => {
  it('are listed with their rules and words', async () => {
    await install()
    const [listing] = await listModels([join(root, 'nothing-here'), root])
    expect(modelSummary(listing!)).toMatchObject({ id: 'tiny', name: 'Tiny', sizeGrid: 8, frameStride: 4 })
    expect(listing).toMatchObject({ known: new Set(['mammoth']) })
  })

  it('of one id are both listed, the second with what is wrong', async () => {
    await install()
    await cp(folder, join(root, 'tiny-copy'), { recursive: true })
    const [first, second] = (await listModels([root])).map(modelSummary)
    expect(first).toMatchObject({ id: 'tiny' })
    expect(first).not.toHaveProperty('problem')
    expect(second).toMatchObject({ id: 'tiny-copy', problem: { code: 'model-id-taken' } })
  })

  it('run when their bytes are right', async () => {
    await install()
    expect([...(await openDecoder()).sample!.data]).toEqual([2, 3])
  })

  it('name the file that was cut short', async () => {
    await install()
    await truncate(join(folder, 'vae_decoder/model.onnx'), 20)
    const [listing] = await listModels([root])
    expect(modelSummary(listing!).problem).toMatchObject({ code: 'model-file-damaged' })
    await expect(openDecoder()).rejects.toMatchObject({
      ...{ kind: 'operational', code: 'model-file-damaged' },
      message: expect.stringContaining('vae_decoder/model.onnx') as string,
    })
  })

  it('name the file that is missing', async () => {
    await install()
    await rm(join(folder, 'vae_decoder/model.onnx'))
    await expect(openDecoder()).rejects.toMatchObject({ kind: 'operational', code: 'model-file-missing' })
  })

  it('name the file whose bytes are others of the same length', async () => {
    const model = Buffer.from(goodFiles['vae_decoder/model.onnx'] as Uint8Array)
    await install()
    await writeFile(join(folder, 'vae_decoder/model.onnx'), model.fill(7, model.length - 4))
    await expect(openDecoder()).rejects.toMatchObject({ code: 'model-file-damaged' })
  })

  it('refuse a graph that is another part', async () => {
    await install({ ...goodFiles, 'vae_decoder/model.onnx': addOne('pixels', 'sample') })
    await expect(openDecoder()).rejects.toMatchObject({
      code: 'model-part-mismatch',
      values: { detail: 'it has no input latent_sample' },
    })
  })

  it('refuse a file that is no graph at all', async () => {
    await install({ ...goodFiles, 'vae_decoder/model.onnx': 'this is text' })
    await expect(openDecoder()).rejects.toMatchObject({ kind: 'operational', code: 'model-file-damaged' })
  })

  it('say what is wrong with a manifest', async () => {
    await install(goodFiles, { kind: 'cinema' })
    const [listing] = await listModels([root])
    expect(listing).toMatchObject({ id: 'tiny', problem: { code: 'model-manifest-damaged' } })
    expect(listing?.problem?.message).toContain('kind')
  })

  it('of a family that is not installed are told', async () => {
    await install(goodFiles, { family: 'grand' })
    expect((await listModels([root]))[0]?.problem?.code).toBe('family-unknown')
  })

  it('that are not there are answered with those that are', async () => {
    await install()
    const models = await createModelAccess({ folders: [root], device: 'cpu', threads: 1 })
    await expect(models.get('vast')).rejects.toMatchObject({ kind: 'user', values: { installed: 'tiny' } })
    await expect(models.upscaler('tiny')).rejects.toMatchObject({ code: 'model-wrong-kind' })
    expect(() => models.scheduler('slow')).toThrow(/flow-match-euler/)
  })
})
