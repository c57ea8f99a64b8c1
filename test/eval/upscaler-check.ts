import sharp from 'sharp'
import type { RgbPicture } from '../../models/rgb-frames.ts'
import { upscalePicture, type Upscaler } from '../../models/upscale-picture.ts'
import { mean } from './measures.ts'

/** Decibels of the shipped upscaler and of Lanczos on renders that were averaged down by its factor. */
export async function checkUpscaler(stills: readonly RgbPicture[], upscaler: Upscaler) {
  const [found, lanczos]: [number[], number[]] = [[], []]
  for (const still of stills) {
    const small = averaged(still, upscaler.scale)
    found.push(psnr(await upscalePicture(small, upscaler), still))
    lanczos.push(psnr(await enlargedByLanczos(small, still), still))
  }
  return { psnr: mean(found), lanczos: mean(lanczos) }
}

function averaged({ width, height, data }: RgbPicture, factor: number): RgbPicture {
  const [small, low] = [width / factor, height / factor]
  const bytes = new Uint8Array(small * low * 3)
  for (let at = 0; at < bytes.length; at += 1) {
    const [pixel, colour] = [Math.floor(at / 3), at % 3]
    const [top, left] = [Math.floor(pixel / small) * factor, (pixel % small) * factor]
    let sum = 0
    for (let y = 0; y < factor; y += 1)
      for (let x = 0; x < factor; x += 1) sum += data[((top + y) * width + left + x) * 3 + colour] ?? 0
    bytes[at] = Math.round(sum / factor ** 2)
  }
  return { width: small, height: low, data: bytes }
}

async function enlargedByLanczos(small: RgbPicture, { width, height }: RgbPicture): Promise<RgbPicture> {
  const raw = { width: small.width, height: small.height, channels: 3 as const }
  const data = await sharp(small.data, { raw })
    .resize(width, height, { kernel: 'lanczos3', fit: 'fill' })
    .raw()
    .toBuffer()
  return { width, height, data: new Uint8Array(data) }
}

function psnr(found: RgbPicture, wanted: RgbPicture): number {
  const sum = wanted.data.reduce((total, value, index) => total + ((found.data[index] ?? 0) - value) ** 2, 0)
  return 10 * Math.log10(255 ** 2 / Math.max(sum / wanted.data.length, 1e-9))
}
