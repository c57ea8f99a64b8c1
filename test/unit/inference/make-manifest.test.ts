import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ModelManifest } from '../../../models/model-manifest.ts'
import { makeManifest } from '../../../server/inference/make-manifest.ts'
import { listModels } from '../../../server/inference/model-listing.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { writeTinyModels } from '../../support/tiny-models.ts'

const wanted = { id: 'my-wan', family: 'wan', licence: 'Apache-2.0', defaults: { frames: 9 } }

describe('a model that was copied into the folder of models', () => {
  let models: string
  let folder: string
  let shipped: ModelManifest

  beforeEach(() => {
    models = temporaryFolder()
    writeTinyModels(models)
    folder = join(models, 'wan-t2v')
    shipped = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as ModelManifest
    rmSync(join(folder, 'manifest.json'))
  })

  const listed = async (id: string) => (await listModels([models])).find((listing) => listing.id === id)

  it('is told to need a manifest', async () => {
    expect((await listed('wan-t2v'))?.problem?.code).toBe('model-manifest-missing')
  })

  it('gets one that names its parts, lengths and hashes, and is usable', async () => {
    // What an exporter leaves beside the graphs, and what it does not use.
    writeFileSync(join(folder, 'transformer', 'model.onnx_data'), 'weights')
    writeFileSync(join(folder, 'README.md'), 'a model card')
    const manifest = await makeManifest(folder, wanted)
    expect(manifest.variants[0]?.parts).toEqual(shipped.variants[0]?.parts)
    for (const file of shipped.files) expect(manifest.files).toContainEqual(file)
    const others = manifest.files.filter(({ path }) => !shipped.files.some((file) => file.path === path))
    expect(others.map(({ path }) => path)).toEqual(['transformer/model.onnx_data'])
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
    const listing = await listed('my-wan')
    expect(listing?.problem).toBeUndefined()
    expect(listing?.manifest).toEqual(manifest)
  })

  it.each([
    ['tokenizer/tokenizer.json', 'model-file-missing'],
    ['vae_decoder/model.onnx', 'model-file-missing'],
  ])('is refused without %s', async (path, code) => {
    renameSync(join(folder, path), join(folder, 'elsewhere'))
    await expect(makeManifest(folder, wanted)).rejects.toMatchObject({ code })
  })

  it('is refused for a family nobody knows', async () => {
    const run = makeManifest(folder, { ...wanted, family: 'sora' })
    await expect(run).rejects.toMatchObject({ code: 'family-unknown' })
  })
})
