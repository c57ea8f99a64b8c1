import { decodeLoop } from '../../models/circular-decode.ts'
import { tensorToPictures } from '../../models/rgb-frames.ts'
import { allFinite } from '../../models/tensor-math.ts'
import type { Tensor } from '../../models/tensor.ts'
import { decodeTiled, type TileOptions } from '../../models/tiled-vae.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { LoadedModel, RgbFrame, RunContext } from '../run-context.ts'
import type { Latent } from '../sockets/latent.socket.ts'
import type { VideoValue } from '../sockets/video.socket.ts'

export interface DecodeRequest {
  readonly model: LoadedModel
  readonly latent: Latent
  readonly context: RunContext
  /** Whole pictures when left out. */
  readonly tiles?: TileOptions | undefined
  /** Frames to keep; all when left out. */
  readonly keep?: { readonly start: number; readonly count: number } | undefined
  /** Input of the node the model came through. */
  readonly port?: string
}

/** A latent as a video in the result store, frame by frame: memory does not grow with its length. */
export function decodeLatent(request: DecodeRequest): Promise<VideoValue> {
  const { width, height } = decodedSize(request)
  return request.context.media.writeFrames(decodedPictures(request), {
    width,
    height,
    fps: request.latent.fps,
  })
}

/** Size and length of what a latent decodes to. */
export function decodedSize({
  model: { family, sessions },
  latent,
}: Pick<DecodeRequest, 'model' | 'latent'>) {
  const { tensor, circular } = latent
  const size = family.videoSize(tensor.dims, sessions.configs)
  const [, , latentFrames = 1] = tensor.dims
  return circular ? { ...size, frames: latentFrames * family.frameStride(sessions.configs) } : size
}

/** The frames of a latent one after another. @throws UserFailure `frames-not-finite` */
export async function* decodedPictures(request: DecodeRequest): AsyncGenerator<RgbFrame> {
  const { context, port = 'model' } = request
  const total = decodedSize(request).frames
  const { start, count } = request.keep ?? { start: 0, count: total }
  let frame = 0
  for await (const chunk of decodedChunks(request)) {
    // As pixels they would be black, and nobody would know why.
    if (!allFinite(chunk)) throw new UserFailure('frames-not-finite', { frame }, { port })
    for (const picture of tensorToPictures(chunk)) {
      if (frame >= start && frame < start + count) yield picture
      frame += 1
    }
    context.progress(Math.min(frame, total), total)
    await context.breathe()
    if (frame >= start + count) return
  }
}

function decodedChunks({ model, latent, tiles }: DecodeRequest): AsyncIterable<Tensor> {
  const { family, sessions } = model
  if (latent.circular) return decodeLoop(family, latent.tensor, sessions)
  return tiles
    ? decodeTiled({ family, sessions, tiles }, latent.tensor)
    : family.decodeVideo(latent.tensor, sessions)
}
