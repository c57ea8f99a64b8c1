import type { LatentToRgb } from '../../models/define-family.ts'
import type { DenoiseStep } from '../../models/denoise.ts'
import { latentPictures } from '../../models/latent-preview.ts'
import type { LoadedModel, RunContext } from '../run-context.ts'
import type { Latent } from '../sockets/latent.socket.ts'

interface Reporting {
  readonly model: LoadedModel
  readonly latent: Latent
  /** Latent channels to colours; without it there is no preview. */
  readonly previewMap?: LatentToRgb | undefined
  readonly context: RunContext
}

interface Count {
  readonly done: number
  readonly total: number
}

/** Progress, and a moving preview of the clean sample a step believes in. */
export function reportStep(
  { model, latent, previewMap: map, context }: Reporting,
  step: DenoiseStep,
  { done, total }: Count,
): void {
  context.progress(done, total)
  if (!map) return
  // Latent frames a second: all but the first stand for `stride` frames.
  const fps = { num: latent.fps.num, den: latent.fps.den * model.family.frameStride(model.sessions.configs) }
  context.preview(() => ({ ...latentPictures(step.clean(), map), fps, step: done }))
}
