import { type ModelManifest, variantFor } from '../../models/model-manifest.ts'
import type { Catalog } from '../../nodes/catalog.ts'
import type { Graph } from '../../workflows/graph.ts'

/** Ids of the models a graph names. What is wired in or swept is not known before. */
export function namedModels(graph: Graph, catalog: Catalog): readonly string[] {
  const ids = Object.values(graph.nodes).flatMap(({ type, mode, params }) => {
    if (mode !== undefined) return []
    return Object.entries(catalog.nodes.get(type)?.params ?? {}).flatMap(([name, param]) => {
      const id = param.kind === 'model' ? (params[name] ?? param.default) : undefined
      return typeof id === 'string' ? [id] : []
    })
  })
  return [...new Set(ids)]
}

interface Manifests {
  model(id: string): { readonly manifest: ModelManifest } | undefined
}

/** Whether a model has a variant for a device; of one that is not installed nothing is known. */
export function fitsDevice(model: string, device: string, world: Manifests): boolean {
  const manifest = world.model(model)?.manifest
  return !manifest || variantFor(manifest, device) !== undefined
}
