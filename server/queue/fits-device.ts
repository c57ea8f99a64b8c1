import { type ModelManifest, variantFor } from '../../models/model-manifest.ts'
import type { Catalog } from '../../nodes/catalog.ts'
import type { Graph } from '../../workflows/graph.ts'

interface Models {
  readonly catalog: Catalog
  readonly world: { model(id: string): { readonly manifest: ModelManifest } | undefined }
}

/** Whether each model a graph names has a variant for a device. What is wired in or swept is not known before. */
export function fitsDevice(graph: Graph, device: string, { catalog, world }: Models): boolean {
  return Object.values(graph.nodes).every(({ type, mode, params }) => {
    if (mode !== undefined) return true
    return Object.entries(catalog.nodes.get(type)?.params ?? {}).every(([name, param]) => {
      const id = param.kind === 'model' ? (params[name] ?? param.default) : undefined
      const manifest = typeof id === 'string' ? world.model(id)?.manifest : undefined
      return !manifest || variantFor(manifest, device) !== undefined
    })
  })
}
