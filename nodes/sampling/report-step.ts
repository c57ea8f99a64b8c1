import type { LatentToRgb } from '../../models/define-family.ts'
import type { DenoiseStep } from '../../models/denoise.ts'
import { latentPictures, type LatentPictures } from '../../models/latent-preview.ts'
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

/** Progress, and a moving preview of the clean sample a step believes in. */
export async function reportStep(reporting: Reporting, step: DenoiseStep, count: Count): Promise<void> {
  const { model, previewMap: map, context } = reporting
  const { done, total } = count
  context.progress(done, total)
  const decoder = model.sessions.previewDecoder
  if (decoder?.state === 'due') {
    const pictures = await decoder.decode(step.clean())
    if (pictures) show(reporting, () => pictures, done)
  }
  if (!map || (decoder && decoder.state !== 'broken')) return
  show(reporting, () => latentPictures(step.clean(), map), done)
}

/** All the pictures last as long as the video, however many of its frames they are. */
function show({ model, latent, context }: Reporting, make: () => LatentPictures, step: number): void {
  const { family, sessions } = model
  const [, , latentFrames = 1] = latent.tensor.dims
  const stride = family.frameStride(sessions.configs)
  const frames = (latentFrames - 1) * stride + 1
  context.preview(() => {
    const pictures = make()
    // Latent frames a second: all but the first stand for `stride` frames.
    const share = pictures.frames === latentFrames ? [1, stride] : [pictures.frames, frames]
    const [num = 1, den = 1] = share
    return { ...pictures, fps: { num: latent.fps.num * num, den: latent.fps.den * den }, step }
  })
}
