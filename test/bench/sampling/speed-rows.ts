import type { ModelSessions } from '../../../models/define-family.ts'
import { tensor } from '../../../models/tensor.ts'
import type { LoadedModel, RunContext } from '../../../nodes/run-context.ts'
import { decodeLatent } from '../../../nodes/decode/decode-latent.ts'
import { sampleClip } from '../../../nodes/sampling/sample-clip.ts'
import type { SamplingGiven } from '../../../nodes/sampling/sampling-inputs.ts'
import { framesOf, givenFor, psnr, shippedModel } from './shipped-model.ts'
import type { Row } from './row.ts'

const size = { width: 96, height: 96, frames: 17 }
const fps = { num: 8, den: 1 }
const rounds = 3

/** Our loop against the ORT calls in it, previews on and off, and steps that are reused. */
export async function speedRows(): Promise<readonly Row[]> {
  const { model, context } = await shippedModel()
  const given = await givenFor(model, { prompt: 'a mammoth walks through a snowy meadow' })
  await sample(model, given, context)
  return [...(await loopRows(model, given, context)), ...(await reuseRows(model, given, context))]
}

async function loopRows(
  model: LoadedModel,
  given: SamplingGiven,
  context: RunContext,
): Promise<readonly Row[]> {
  const ratios: number[] = []
  const previews: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const watch = { inside: 0 }
    const start = performance.now()
    await sample({ ...model, sessions: watched(model.sessions, watch) }, given, context)
    const plain = performance.now() - start
    ratios.push(plain / watch.inside)
    const map = model.family.latentToRgb(model.sessions.configs)
    let shownAt = -Infinity
    const preview = (make: () => unknown): void => {
      if (performance.now() - shownAt < 200) return
      shownAt = performance.now()
      make()
    }
    const again = performance.now()
    await sample(model, given, { ...context, ...(map ? { preview } : {}) })
    previews.push((performance.now() - again) / plain)
  }
  return [
    ['sampling loop ÷ the bare ORT calls in it, 20 steps', median(ratios).toFixed(3), '≤ 1.03'],
    ['previews on ÷ off', median(previews).toFixed(3), '≤ 1.03'],
  ]
}

async function reuseRows(
  model: LoadedModel,
  given: SamplingGiven,
  context: RunContext,
): Promise<readonly Row[]> {
  const timed = async (change: Partial<SamplingGiven>) => {
    const start = performance.now()
    const latent = await sample(model, { ...given, ...change }, context)
    const ms = performance.now() - start
    return { ms, frames: await framesOf(await decodeLatent({ model, latent, context }), context) }
  }
  const full = await timed({})
  const rows: Row[] = []
  for (const threshold of [0.05, 0.1, 0.2, 0.4]) {
    const { ms, frames } = await timed({
      model: { ...given.model, reuse: { threshold, from: 0.15, to: 0.95 } },
    })
    const figures = `${(full.ms / ms).toFixed(2)} × faster, ${psnr(full.frames, frames).toFixed(1)} dB`
    rows.push([`step reuse, threshold ${threshold}`, figures, '≥ 1.5 × at ≥ 30 dB'])
  }
  const interval = await timed({
    guider: { guidance: 'cfg-interval', scale: 3, options: { lowest: 0.2, highest: 1 }, passes: 'together' },
  })
  const figures = `${(full.ms / interval.ms).toFixed(2)} × faster, ${psnr(full.frames, interval.frames).toFixed(1)} dB`
  return [...rows, ['guidance only above σ 0.2', figures, '']]
}

function sample(model: LoadedModel, given: SamplingGiven, context: RunContext) {
  const { family, sessions } = model
  const shape = family.latentShape(size, sessions.configs)
  const models = { ...context.models, get: () => Promise.resolve(model) }
  const latent = { tensor: tensor(shape), familyId: family.id, fps }
  return sampleClip(given, { latent, guidance: 3, context: { ...context, models } })
}

/** Adds up the time inside the sessions. */
function watched(sessions: ModelSessions, watch: { inside: number }): ModelSessions {
  return {
    ...sessions,
    open: async (part) => {
      const session = await sessions.open(part)
      return {
        ...session,
        run: async (feeds) => {
          const start = performance.now()
          const outputs = await session.run(feeds)
          watch.inside += performance.now() - start
          return outputs
        },
      }
    },
  }
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}
