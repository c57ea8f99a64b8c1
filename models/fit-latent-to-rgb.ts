import type { LatentToRgb } from './define-family.ts'
import { videoDims } from './frame-axis.ts'
import { mersenneTwister } from './mersenne-twister.ts'
import { solveLinear } from './schedulers/linear-system.ts'
import { tensor, type Tensor } from './tensor.ts'

/** Enough pictures for the channels of today's VAEs, at a size every VAE takes. */
const pictureCount = 10
const side = 128

/**
 * The linear map from a VAE's latents to colours that errs least: its own latents of pictures of every colour, against
 * those pictures made as small as the latent.
 * @param encode one picture [1, 3, 1, H, W] in −1..1 to its latent
 */
export async function fitLatentToRgb(encode: (picture: Tensor) => Promise<Tensor>): Promise<LatentToRgb> {
  let sums: NormalSums | undefined
  for (let seed = 1; seed <= pictureCount; seed += 1) {
    const picture = colourfulPicture(seed)
    const latent = await encode(picture)
    sums ??= emptySums(videoDims(latent.dims).channels)
    addPicture(sums, latent, picture)
  }
  if (!sums) throw new RangeError('A preview map needs pictures.')
  return solved(sums)
}

/** Sums of a least-squares problem with `size` unknowns for each of three colours. */
interface NormalSums {
  readonly size: number
  readonly square: number[][]
  readonly colours: number[][]
}

function emptySums(channels: number): NormalSums {
  const size = channels + 1
  const zeros = () => Array<number>(size).fill(0)
  return { size, square: Array.from({ length: size }, zeros), colours: [zeros(), zeros(), zeros()] }
}

function addPicture({ size, square, colours }: NormalSums, latent: Tensor, picture: Tensor): void {
  const { height, width } = videoDims(latent.dims)
  for (let place = 0; place < height * width; place += 1) {
    const known = Array.from({ length: size }, (_, channel) =>
      channel === size - 1 ? 1 : (latent.data[channel * height * width + place] ?? 0),
    )
    const wanted = meanColour(picture, { place, height, width })
    known.forEach((a, row) => {
      const line = square[row]
      known.forEach((b, column) => line && (line[column] = (line[column] ?? 0) + a * b))
      colours.forEach((sums, colour) => (sums[row] = (sums[row] ?? 0) + a * (wanted[colour] ?? 0)))
    })
  }
}

/** Mean of the pixels a latent place stands for. */
function meanColour(
  picture: Tensor,
  { place, height, width }: { readonly place: number; readonly height: number; readonly width: number },
): readonly number[] {
  const [rows, columns] = [side / height, side / width]
  const [top, left] = [Math.floor(place / width) * rows, (place % width) * columns]
  return [0, 1, 2].map((colour) => {
    let sum = 0
    for (let y = 0; y < rows; y += 1)
      for (let x = 0; x < columns; x += 1)
        sum += picture.data[(colour * side + top + y) * side + left + x] ?? 0
    return sum / (rows * columns)
  })
}

function solved({ size, square, colours }: NormalSums): LatentToRgb {
  // A little of the diagonal more keeps channels that never change from taking any value.
  const steady = square.map((line, row) => line.map((value, column) => value + (row === column ? 1e-3 : 0)))
  const [red = [], green = [], blue = []] = colours.map((sums) => solveLinear(steady, sums))
  const of = (row: number) => [red[row] ?? 0, green[row] ?? 0, blue[row] ?? 0]
  return { weight: Array.from({ length: size - 1 }, (_, channel) => of(channel)), bias: of(size - 1) }
}

/** Soft fields of colour with hard-edged discs on them. */
function colourfulPicture(seed: number): Tensor {
  const bits = mersenneTwister(seed)
  const random = () => bits() / 2 ** 32
  const picture = tensor([1, 3, 1, side, side])
  const corners = Array.from({ length: 4 }, () => [random(), random(), random()])
  const discs = Array.from({ length: 6 }, () => ({
    ...{ x: random() * side, y: random() * side, radius: side * (0.06 + 0.2 * random()) },
    colour: [random(), random(), random()],
  }))
  for (let at = 0; at < side * side; at += 1) {
    const [x, y] = [at % side, Math.floor(at / side)]
    const disc = discs.find((each) => Math.hypot(x - each.x, y - each.y) < each.radius)
    for (let colour = 0; colour < 3; colour += 1) {
      const value = disc?.colour[colour] ?? field(corners, colour, [x / side, y / side])
      picture.data[colour * side * side + at] = value * 2 - 1
    }
  }
  return picture
}

function field(
  corners: readonly (readonly number[])[],
  colour: number,
  [x, y]: readonly [number, number],
): number {
  const [a = 0, b = 0, c = 0, d = 0] = corners.map((corner) => corner[colour] ?? 0)
  return (a * (1 - x) + b * x) * (1 - y) + (c * (1 - x) + d * x) * y
}
