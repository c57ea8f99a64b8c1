import type { KnownLatents } from '../../models/define-family.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { LoadedModel, RunContext } from '../run-context.ts'
import type { Guider } from '../sockets/guider.socket.ts'
import type { KnownFrames } from '../sockets/known-frames.socket.ts'
import type { Latent } from '../sockets/latent.socket.ts'
import { givenFrames } from './known-inputs.ts'
import { runSampling, type SamplingRequest } from './run-sampling.ts'
import type { SamplingGiven } from './sampling-inputs.ts'

export interface ClipRequest extends Pick<
  SamplingRequest,
  'steps' | 'addsNoise' | 'keepsNoise' | 'isInside'
> {
  readonly latent: Latent
  readonly known?: readonly KnownFrames[] | undefined
  /** Known frames that are latents already. */
  readonly knownLatents?: readonly KnownLatents[]
  /** Scale of plain guidance, used where no guider is connected. */
  readonly guidance: number
  readonly strength?: number
  readonly context: RunContext
}

/**
 * One clip from what a sampling node was given.
 * @throws UserFailure `latent-other-model` | `known-…` | `sample-not-finite`
 */
export async function sampleClip(given: SamplingGiven, request: ClipRequest): Promise<Latent> {
  const { latent, known, knownLatents, guidance, strength = 1, context, ...steps } = request
  const model = await context.models.get(given.model.modelId)
  checkFamily(model, latent)
  const guider = given.guider ?? plainGuider(guidance)
  const { negative, empty } = await otherPrompts(
    model,
    given,
    context.models.guidance(guider.guidance).extraAnswers,
  )
  const frames = await givenFrames({ known: known ?? [], latent, model, context })
  const { family, sessions } = model
  const previewMap = (await sessions.previewMap?.()) ?? family.latentToRgb(sessions.configs)
  const { tensor, reusedSteps } = await runSampling({
    ...{ model, ref: given.model, latent, guider, strength, previewMap, context, ...steps },
    ...{ noise: given.noise, schedule: given.schedule, positive: given.positive, negative, empty },
    given: { ...frames, latents: [...frames.latents, ...(knownLatents ?? [])] },
  })
  // The mask has done its work: the next sampler changes all of the latent again.
  return { ...latent, tensor, reusedSteps, mask: undefined }
}

function checkFamily({ family }: LoadedModel, latent: Latent): void {
  if (latent.familyId === family.id) return
  const values = { given: latent.familyId, wanted: family.id }
  throw new UserFailure('latent-other-model', values, { port: 'latent' })
}

function plainGuider(scale: number): Guider {
  return { guidance: 'cfg', scale, options: {}, passes: 'together' }
}

/** The empty prompt stands for a negative one that is not connected. */
async function otherPrompts(
  { family, sessions }: LoadedModel,
  { negative }: SamplingGiven,
  extra: readonly string[] = [],
) {
  const empty = extra.includes('empty') || !negative ? [await family.encodeText('', sessions)] : undefined
  return { negative: negative ?? empty ?? [], empty }
}
