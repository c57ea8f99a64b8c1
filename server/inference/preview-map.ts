import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Family, LatentToRgb, ModelSessions } from '../../models/define-family.ts'
import { fitLatentToRgb } from '../../models/fit-latent-to-rgb.ts'

interface PreviewRequest {
  readonly folder: string
  readonly family: Family
  readonly sessions: ModelSessions
}

/** Maps that were fitted in this process, by model folder. */
const fitted = new Map<string, Promise<LatentToRgb | undefined>>()

/**
 * How the latents of a model become small moving pictures: the map in its folder, else one fitted from its own VAE, which
 * is kept there for the next time. Undefined for models without an encoder.
 */
export function previewMap(request: PreviewRequest): Promise<LatentToRgb | undefined> {
  const { folder, family, sessions } = request
  const own = family.latentToRgb(sessions.configs)
  if (own || !sessions.has('vae_encoder')) return Promise.resolve(own)
  const before = fitted.get(folder) ?? fit(request)
  fitted.set(folder, before)
  return before
}

async function fit({ folder, family, sessions }: PreviewRequest): Promise<LatentToRgb> {
  const map = await fitLatentToRgb((picture) => family.encodeVideo(picture, sessions))
  try {
    await mkdir(join(folder, 'preview'), { recursive: true })
    await writeFile(join(folder, 'preview/latent-to-rgb.json'), `${JSON.stringify(map, undefined, 1)}\n`)
  } catch {
    // A folder that cannot be written to only costs the next start a second.
  }
  return map
}
