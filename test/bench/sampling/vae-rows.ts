import { tensorToPictures, type RgbPicture } from '../../../models/rgb-frames.ts'
import { tensor } from '../../../models/tensor.ts'
import { decodeTiled } from '../../../models/tiled-vae.ts'
import { sampleClip } from '../../../nodes/sampling/sample-clip.ts'
import type { Row } from './row.ts'
import { givenFor, psnr, shippedModel } from './shipped-model.ts'

/** A decode in tiles against one in whole pictures. */
export async function vaeRows(): Promise<readonly Row[]> {
  const { model, context } = await shippedModel()
  const { family, sessions } = model
  const given = await givenFor(model, { prompt: 'a cat walks through a forest', steps: 8 })
  const shape = family.latentShape({ width: 192, height: 192, frames: 9 }, sessions.configs)
  const latent = { tensor: tensor(shape), familyId: family.id, fps: { num: 8, den: 1 } }
  const made = await sampleClip(given, { latent, guidance: 3, context })
  const whole = await pictures(family.decodeVideo(made.tensor, sessions))
  const rows: Row[] = []
  for (const [size, overlap] of [
    [128, 32],
    [128, 64],
    [96, 48],
  ] as const) {
    const tiled = await pictures(decodeTiled({ family, sessions, tiles: { size, overlap } }, made.tensor))
    rows.push([
      `VAE tiles of ${size} px, overlap ${overlap} px`,
      `${psnr(whole, tiled).toFixed(1)} dB`,
      '≥ 40 dB',
    ])
  }
  return rows
}

async function pictures(
  chunks: AsyncIterable<Parameters<typeof tensorToPictures>[0]>,
): Promise<readonly RgbPicture[]> {
  const all: RgbPicture[] = []
  for await (const chunk of chunks) all.push(...tensorToPictures(chunk))
  return all
}
