import type { ModelManifest } from '../../models/model-manifest.ts'
import { variantFor } from '../../models/model-manifest.ts'
import type { AnyNodeDefinition, InferWorld } from '../../nodes/define-node.ts'
import type { JsonValue } from '../../workflows/json.ts'

interface FingerprintRequest {
  readonly definition: AnyNodeDefinition
  readonly params: Readonly<Record<string, JsonValue>>
  /** Params whose value comes through a wire. */
  readonly driven: readonly string[]
  readonly world: InferWorld
  readonly device: string
}

/**
 * By model id: the bytes of all its files, its variant and the device. A result made with a model holds
 * only as long as these stay the same. A driven model param may name any installed model: all count then.
 */
export function modelFingerprints(request: FingerprintRequest): Record<string, string> {
  const { definition, params, driven, world, device } = request
  const ids = Object.entries(definition.params).flatMap(([name, param]) => {
    if (param.kind !== 'model') return []
    return driven.includes(name) ? world.installedModels(param.modelKind) : [text(params[name])]
  })
  return Object.fromEntries(
    ids.flatMap((id) => {
      const manifest = world.model(id)?.manifest
      return manifest ? [[id, fingerprint(manifest, device)]] : []
    }),
  )
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

function fingerprint(manifest: ModelManifest, device: string): string {
  const files = manifest.files.map(({ path, sha256 }) => `${path}:${sha256}`).sort()
  return [device, variantFor(manifest, device)?.id ?? '', ...files].join(' ')
}
