import { describe, expect, it } from 'vitest'
import type { ModelManifest } from '../../../models/model-manifest.ts'
import { fitsDevice, namedModels } from '../../../server/queue/fits-device.ts'
import { loadCatalog } from '../../../server/catalog.ts'
import { listModels } from '../../../server/inference/inference.ts'
import { projectFolder } from '../../../server/project-folder.ts'
import { graphOf } from '../../support/graphs.ts'

const catalog = await loadCatalog()
const [shipped] = await listModels([`${projectFolder}/models/library`])
const manifest = shipped!.manifest!

/** The shipped model as if it only had variants for some devices. */
function worldWith(devices: readonly string[]) {
  const variants = manifest.variants.map((variant) => ({ ...variant, devices: [...devices] }))
  const own: ModelManifest = { ...manifest, variants }
  return { model: (id: string) => (id === shipped!.id ? { manifest: own } : undefined) }
}

const graph = (mode?: 'mute') =>
  graphOf({ model: { type: 'load-model', params: { model: shipped!.id }, ...(mode && { mode }) } })

describe('the device a run fits', () => {
  it('has a variant of a model', () => {
    const fits = (on: string, devices: readonly string[]) => fitsDevice(shipped!.id, on, worldWith(devices))
    expect([fits('cuda', ['cuda']), fits('cpu', ['cuda']), fits('cpu', ['*'])]).toEqual([true, false, true])
  })

  it('depends on the models of the nodes that run', () => {
    expect(namedModels(graph(), catalog)).toEqual([shipped!.id])
    expect(namedModels(graph('mute'), catalog)).toEqual([])
  })
})
