import type { Family, KnownLatents, ModelSessions } from '../../models/define-family.ts'
import { sliceFrames, videoDims } from '../../models/frame-axis.ts'
import { type KnownPlacement, overlappingLatent, placeKnown } from '../../models/known-latents.ts'
import { picturesToTensor, type RgbPicture } from '../../models/rgb-frames.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { RunContext } from '../run-context.ts'
import type { KnownFrames } from '../sockets/known-frames.socket.ts'
import type { Latent } from '../sockets/latent.socket.ts'

export interface KnownRequest {
  readonly known: readonly KnownFrames[]
  readonly latent: Latent
  readonly family: Family
  readonly sessions: ModelSessions
  readonly context: RunContext
}

/**
 * Given pictures and clips as latents at their places.
 * @throws UserFailure `known-not-supported` | `known-past-end` | `known-overlap`
 */
export async function knownLatents(request: KnownRequest): Promise<readonly KnownLatents[]> {
  const { known, family, sessions } = request
  if (known.length === 0) return []
  if (family.knownFrames(sessions.configs) === 'none')
    throw new UserFailure('known-not-supported', {}, { port: 'known' })
  const placed: KnownLatents[] = []
  for (const each of known) placed.push(await encodeKnown(each, request))
  const twice = overlappingLatent(placed)
  if (twice !== undefined) throw new UserFailure('known-overlap', { at: twice }, { port: 'known' })
  return placed
}

async function encodeKnown(given: KnownFrames, request: KnownRequest): Promise<KnownLatents> {
  const { latent, family, sessions } = request
  const { configs } = sessions
  const total = family.videoSize(latent.tensor.dims, configs).frames
  const length = given.content.kind === 'image' ? 1 : given.content.video.facts.frames
  const placement = placeKnown({ length, at: given.at, total, stride: family.frameStride(configs) })
  if (!placement) throw new UserFailure('known-past-end', { at: given.at, frames: total }, { port: 'known' })
  const pictures = await readPictures(given, placement, request)
  const [first] = pictures
  const doubled = first ? [...Array<RgbPicture>(placement.repeatFirst).fill(first), ...pictures] : pictures
  const encoded = await family.encodeVideo(picturesToTensor(doubled), sessions)
  const count = videoDims(encoded.dims).frames - placement.dropLatents
  return {
    latent: sliceFrames(encoded, placement.dropLatents, count),
    at: placement.latentAt,
    soft: placement.soft && (family.softKnown?.(configs) ?? false),
  }
}

async function readPictures(
  { content }: KnownFrames,
  { start, count }: KnownPlacement,
  { latent, family, sessions, context }: KnownRequest,
): Promise<readonly RgbPicture[]> {
  const { width, height } = family.videoSize(latent.tensor.dims, sessions.configs)
  const size = { width, height, fit: 'cover' } as const
  if (content.kind === 'image') return [await context.images.read(content.image, size)]
  const pictures: RgbPicture[] = []
  for await (const frame of context.media.readFrames(content.video, { start, count, size }))
    pictures.push(frame)
  return pictures
}
