import type { LatentToRgb } from '../../models/define-family.ts'
import type { DenoiseStep } from '../../models/denoise.ts'
import type { LatentPictures } from '../../models/latent-pictures.ts'
import { latentPictures } from '../../models/latent-preview.ts'
import type { LoadedModel, RunContext } from '../run-context.ts'
import type { Latent } from '../sockets/latent.socket.ts'

interface Reporting {
  readonly model: LoadedModel
  readonly latent: Latent
  /** Latent channels to colours; without it, and without a decoder of the model's own, there is no preview. */
  readonly previewMap?: LatentToRgb | undefined
  readonly context: RunContext
}

interface Count {
  readonly done: number
  readonly total: number
}

/** Pixels of all frames a decoder makes at once at most: 81 frames of 832×480 are 400 MB as numbers. */
const mostPixels = 40e6

/**
 * Tells of each step of a sampling: progress, and a moving preview of the clean sample it believes in. Once the model's
 * own decoder has shown a picture the linear map shows no more: the preview would flicker between sharp and coarse.
 */
export function stepReporter(reporting: Reporting): (step: DenoiseStep, count: Count) => Promise<void> {
  const { model, previewMap: map, context } = reporting
  const frames = videoFrames(reporting)
  const decoder = frames.pixels <= mostPixels ? model.sessions.previewDecoder : undefined
  let isDecoded = false
  const show = (make: () => LatentPictures, step: number): void => {
    context.preview(() => shown(make(), reporting, { step, frames: frames.count }))
  }
  return async (step, { done, total }) => {
    context.progress(done, total)
    // The first step believes in little more than a colour.
    const isTurn = decoder?.state === 'due' && done > 1
    const pictures = isTurn ? await decoder.decode(step.clean()) : undefined
    if (pictures) {
      isDecoded = true
      show(() => pictures, done)
    } else if (map && (!isDecoded || decoder?.state === 'broken')) {
      show(() => latentPictures(step.clean(), map), done)
    }
  }
}

function videoFrames({ model: { family, sessions }, latent }: Reporting) {
  const { width, height, frames } = family.videoSize(latent.tensor.dims, sessions.configs)
  return { count: frames, pixels: width * height * frames }
}

interface Shown {
  readonly step: number
  /** Frames of the video. */
  readonly frames: number
}

/** Pictures at the pace at which they last as long as the video. */
function shown(pictures: LatentPictures, { model, latent }: Reporting, { step, frames }: Shown) {
  const { num, den } = latent.fps
  const [, , latentFrames = 1] = latent.tensor.dims
  // Latent frames a second: all but the first stand for `stride` frames.
  const stride = model.family.frameStride(model.sessions.configs)
  const isLatent = pictures.frames === latentFrames
  const fps = isLatent ? { num, den: den * stride } : { num: num * pictures.frames, den: den * frames }
  return { ...pictures, fps, step }
}
