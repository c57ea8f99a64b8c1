import { describe, expect, it } from 'vitest'
import type { ModelManifest } from '../../../models/model-manifest.ts'
import { fitsDevice } from '../../../server/queue/fits-device.ts'
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
  it('has a variant of every model the graph names', () => {
    const world = worldWith(['cuda'])
    expect(fitsDevice(graph(), 'cuda', { catalog, world })).toBe(true)
    expect(fitsDevice(graph(), 'cpu', { catalog, world })).toBe(false)
    expect(fitsDevice(graph(), 'cpu', { catalog, world: worldWith(['*']) })).toBe(true)
  })

  it('does not matter to nodes that do not run', () => {
    expect(fitsDevice(graph('mute'), 'cpu', { catalog, world: worldWith(['cuda']) })).toBe(true)
  })
})
