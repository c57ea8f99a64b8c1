import { z } from 'zod'
import type { VideoSize } from '../../models/define-family.ts'
import { type Rational, rationalSchema } from '../../workflows/asset.ts'
import type { PortFacts } from '../define-node.ts'
import type { ModelAhead } from './model-ahead.ts'

const schema = z.object({
  shape: z.array(z.number()).length(5),
  width: z.number(),
  height: z.number(),
  frames: z.number(),
  fps: rationalSchema,
  familyId: z.string(),
})

/** What a LATENT wire tells before the run: its shape, and the video it will become. */
export type LatentFacts = z.infer<typeof schema>

/** Undefined while some of it is not known yet. */
export function latentFactsOf(facts: PortFacts | undefined): LatentFacts | undefined {
  return facts && schema.safeParse(facts).data
}

export function latentFacts({ family, configs }: ModelAhead, size: VideoSize, fps: Rational): PortFacts {
  const { width, height, frames } = size
  const shape = family.latentShape(size, configs)
  return { shape, width, height, frames, fps, familyId: family.id }
}
