import type { GivenVideo, KnownBeside, KnownLatents } from '../../models/define-family.ts'
import { pasteFrames, sliceFrames, videoDims } from '../../models/frame-axis.ts'
import { type KnownPlacement, overlappingLatent, placeKnown } from '../../models/known-latents.ts'
import { picturesToTensor, type RgbPicture } from '../../models/rgb-frames.ts'
import { tensor, type Tensor } from '../../models/tensor.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { LoadedModel, RunContext } from '../run-context.ts'
import { type KnownFrames, knownLength } from '../sockets/known-frames.socket.ts'
import type { Latent } from '../sockets/latent.socket.ts'

export interface KnownRequest {
  readonly known: readonly KnownFrames[]
  readonly latent: Latent
  readonly model: LoadedModel
  readonly context: RunContext
}

/** Given pictures and clips as the denoise loop takes them. */
export interface GivenFrames {
  readonly latents: readonly KnownLatents[]
  readonly beside?: KnownBeside
}

/**
 * Given pictures and clips as latents at their places.
 * @throws UserFailure `known-not-supported` | `known-past-end` | `known-overlap`
 */
export async function givenFrames(request: KnownRequest): Promise<GivenFrames> {
  const { known, model } = request
  const { family, sessions } = model
  const way = family.knownFrames(sessions.configs)
  if (known.length > 0 && way === 'none') throw new UserFailure('known-not-supported', {}, { port: 'known' })
  const placed: PlacedFrames[] = []
  for (const each of known) placed.push(await encodeKnown(each, request))
  const latents = placed.map(({ known: one }) => one)
  const twice = overlappingLatent(latents)
  if (twice !== undefined) throw new UserFailure('known-overlap', { at: twice }, { port: 'known' })
  if (way !== 'concat' || !family.besideKnown) return { latents }
  return { latents, beside: await family.besideKnown(givenVideo(placed, request), sessions) }
}

interface PlacedFrames {
  readonly known: KnownLatents
  /** [1, 3, T, H, W], without doubled frames. */
  readonly pixels: Tensor
  /** First frame of the video they cover. */
  readonly frame: number
}

async function encodeKnown(given: KnownFrames, request: KnownRequest): Promise<PlacedFrames> {
  const { latent, model } = request
  const { family, sessions } = model
  const { configs } = sessions
  const total = family.videoSize(latent.tensor.dims, configs).frames
  const stride = family.frameStride(configs)
  const length = knownLength(given)
  const placement = placeKnown({ length, at: given.at, total, stride })
  if (!placement) throw new UserFailure('known-past-end', { at: given.at, frames: total }, { port: 'known' })
  const pictures = await readPictures(given, placement, request)
  const [first] = pictures
  const doubled = first ? [...Array<RgbPicture>(placement.repeatFirst).fill(first), ...pictures] : pictures
  const encoded = await family.encodeVideo(picturesToTensor(doubled), sessions)
  const count = videoDims(encoded.dims).frames - placement.dropLatents
  const { strength } = given
  return {
    known: {
      latent: sliceFrames(encoded, placement.dropLatents, count),
      at: placement.latentAt,
      soft: placement.soft && (family.softKnown?.(configs) ?? false),
      ...(strength === undefined || strength >= 1 ? {} : { until: strength }),
    },
    pixels: picturesToTensor(pictures),
    frame: frameOf(given, placement, { total, stride, length }),
  }
}

function frameOf(
  { at }: KnownFrames,
  { latentAt, soft }: KnownPlacement,
  { total, stride, length }: { readonly total: number; readonly stride: number; readonly length: number },
): number {
  if (length === 1) return at === 'end' ? total - 1 : at
  return latentAt === 0 || soft ? 0 : stride * (latentAt - 1) + 1
}

/** Grey frames with the given ones written over them. */
function givenVideo(placed: readonly PlacedFrames[], { latent, model }: KnownRequest): GivenVideo {
  const { family, sessions } = model
  const { width, height, frames: count } = family.videoSize(latent.tensor.dims, sessions.configs)
  const frames = tensor([1, 3, count, height, width])
  const given = Array<boolean>(count).fill(false)
  for (const { pixels, frame } of placed) {
    pasteFrames(frames, pixels, frame)
    given.fill(true, frame, frame + videoDims(pixels.dims).frames)
  }
  return { frames, given }
}

async function readPictures(
  { content }: KnownFrames,
  { start, count }: KnownPlacement,
  { latent, model, context }: KnownRequest,
): Promise<readonly RgbPicture[]> {
  const { width, height } = model.family.videoSize(latent.tensor.dims, model.sessions.configs)
  const size = { width, height, fit: 'cover' } as const
  if (content.kind === 'image') return [await context.images.read(content.image, size)]
  const pictures: RgbPicture[] = []
  const from = (content.start ?? 0) + start
  for await (const frame of context.media.readFrames(content.video, { start: from, count, size }))
    pictures.push(frame)
  return pictures
}
