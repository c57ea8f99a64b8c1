/**
 * A long video end to end in a process of its own: sampled in windows, decoded as a stream, its frames counted.
 * Prints the peak of this process's memory. argv: frames, steps
 */
import { tensor } from '../../../models/tensor.ts'
import { decodedPictures } from '../../../nodes/decode/decode-latent.ts'
import { sampleClip } from '../../../nodes/sampling/sample-clip.ts'
import { givenFor, shippedModel } from './shipped-model.ts'

const [frames = 81, steps = 20] = process.argv.slice(2).map(Number)
const { model, context } = await shippedModel()
const given = await givenFor(model, { prompt: 'a mammoth walks through a snowy meadow', steps })
const windows = { frames: 17, overlap: 8, schedule: 'uniform', weights: 'pyramid' } as const
const start = performance.now()
const { family, sessions } = model
const latent = await sampleClip(
  {
    ...given,
    model: { ...given.model, windows },
    noise: { seed: 7, layout: { kind: 'shuffled', window: 5 } },
  },
  {
    latent: {
      tensor: tensor(family.latentShape({ width: 96, height: 96, frames }, sessions.configs)),
      ...{ familyId: family.id, fps: { num: 8, den: 1 } },
    },
    ...{ guidance: 3, context },
  },
)
const sampledMs = performance.now() - start
let count = 0
for await (const { width } of decodedPictures({ model, latent, context })) count += Math.sign(width)
const peakMb = process.resourceUsage().maxRSS / 1024
process.stdout.write(JSON.stringify({ frames: count, peakMb, sampledMs, totalMs: performance.now() - start }))
process.exit(0)
