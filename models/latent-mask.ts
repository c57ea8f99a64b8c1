import { tensor, type Tensor } from './tensor.ts'

export interface MaskPlace {
  /** Frames, height and width of the latent. */
  readonly frames: number
  readonly height: number
  readonly width: number
  /** Frames a latent frame stands for, except the first. */
  readonly stride: number
}

/**
 * A mask over pixels as one over latent places, [1, 1, T, h, w]: each place takes the largest value it covers in space and
 * time, so that nothing that was painted is missed.
 * @param frames masks in 0..1, row by row, one for each frame; the last one holds on when there are fewer
 */
export function latentMask(
  frames: readonly { readonly width: number; readonly height: number; readonly data: Float32Array }[],
  { frames: count, height, width, stride }: MaskPlace,
): Tensor {
  const mask = tensor([1, 1, count, height, width])
  const last = frames.length - 1
  for (let t = 0; t < count; t += 1) {
    const from = t === 0 ? 0 : stride * (t - 1) + 1
    for (let frame = from; frame <= stride * t; frame += 1) {
      const given = frames[Math.min(frame, last)]
      if (given)
        cover(mask.data.subarray(t * height * width, (t + 1) * height * width), { height, width }, given)
    }
  }
  return mask
}

function cover(
  places: Float32Array,
  { height, width }: { readonly height: number; readonly width: number },
  given: { readonly width: number; readonly height: number; readonly data: Float32Array },
): void {
  for (let y = 0; y < given.height; y += 1) {
    for (let x = 0; x < given.width; x += 1) {
      const place = Math.floor((y * height) / given.height) * width + Math.floor((x * width) / given.width)
      places[place] = Math.max(places[place] ?? 0, given.data[y * given.width + x] ?? 0)
    }
  }
}
