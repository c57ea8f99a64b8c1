import { expect, it } from 'vitest'
import { fitLatentToRgb } from '../../../models/fit-latent-to-rgb.ts'
import { tensor, type Tensor } from '../../../models/tensor.ts'

/** A VAE whose four channels are known mixtures of the colours of 16×16 pixels, and one that never changes. */
const mixtures = [
  [1, 0, 0],
  [0.5, 0.5, 0],
  [0, -1, 1],
  [0, 0, 0],
]

function encode({ data }: Tensor): Promise<Tensor> {
  const latent = tensor([1, 4, 1, 8, 8])
  for (let place = 0; place < 64; place += 1) {
    const colours = [0, 1, 2].map((colour) => {
      let sum = 0
      for (let at = 0; at < 256; at += 1) {
        const y = Math.floor(place / 8) * 16 + Math.floor(at / 16)
        sum += data[(colour * 128 + y) * 128 + (place % 8) * 16 + (at % 16)]!
      }
      return sum / 256
    })
    mixtures.forEach((mixture, channel) => {
      latent.data[channel * 64 + place] = mixture.reduce(
        (sum, part, colour) => sum + part * colours[colour]!,
        0,
      )
    })
  }
  return Promise.resolve(latent)
}

it('finds the colours that a VAE hides in its channels', async () => {
  const { weight, bias } = await fitLatentToRgb(encode)
  const latent = (
    await encode(
      tensor(
        [1, 3, 1, 128, 128],
        Float32Array.from({ length: 3 * 128 ** 2 }, (_, at) => [0.6, -0.2, 0.1][Math.floor(at / 128 ** 2)]!),
      ),
    )
  ).data
  const colours = [0, 1, 2].map(
    (colour) =>
      bias[colour]! + weight.reduce((sum, line, channel) => sum + line[colour]! * latent[channel * 64]!, 0),
  )
  ;[0.6, -0.2, 0.1].forEach((wanted, colour) => expect(colours[colour]).toBeCloseTo(wanted, 2))
})
