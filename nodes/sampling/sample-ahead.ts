import type { Problem } from '../../workflows/problem.ts'
import type { PortFacts } from '../define-node.ts'
import { type LatentFacts, latentFactsOf } from '../latent/latent-facts.ts'
import type { ModelAhead } from '../latent/model-ahead.ts'
import { problem } from '../problem.ts'
import { knownProblems } from './known-ahead.ts'

interface Ahead {
  readonly model: ModelAhead
  readonly latent: PortFacts | undefined
  readonly known: PortFacts | undefined
  readonly positive: PortFacts | undefined
  readonly schedule: PortFacts | undefined
  readonly strength?: number | undefined
  readonly addsNoise?: boolean | undefined
}

/** What can be said of a sampling before it runs: another family's latent, known frames out of place. */
export function sampleProblems(ahead: Ahead): readonly Problem[] {
  const { model, latent, known, strength } = ahead
  const facts = latentFactsOf(latent)
  if (!facts) return oddInputs(ahead)
  return [
    ...oddInputs(ahead),
    ...familyProblems(facts, model),
    ...knownProblems(facts.frames, model, known),
    ...strengthProblems(latent, strength),
  ]
}

/** What can be done and is hardly meant: nothing to show, and noise levels that lead to noise. */
function oddInputs({ positive, schedule, addsNoise = true }: Ahead): readonly Problem[] {
  return [
    ...(positive?.isEmpty === true
      ? [problem('prompt-empty', {}, { port: 'positive', level: 'warning' })]
      : []),
    ...(schedule?.rises === true && addsNoise ? [problem('sigmas-rise', {}, { port: 'schedule' })] : []),
  ]
}

/** Strengths that are allowed and still not what anybody wants. */
function strengthProblems(latent: PortFacts | undefined, strength = 1): readonly Problem[] {
  const place = { port: 'strength', level: 'warning' } as const
  if (strength === 0) return [problem('strength-zero', {}, place)]
  if (strength < 1 && latent?.isEmpty === true) return [problem('latent-empty-kept', {}, place)]
  return []
}

function familyProblems({ familyId }: LatentFacts, { family }: ModelAhead): readonly Problem[] {
  if (familyId === family.id) return []
  return [problem('latent-other-model', { given: familyId, wanted: family.id }, { port: 'latent' })]
}
