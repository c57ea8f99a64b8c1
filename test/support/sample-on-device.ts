/**
 * Samples a short clip with the shipped model on one device and prints what came out as JSON. A process of its own:
 * the Vulkan driver is chosen by the environment, and two WebGPU sessions in one process crash (deps.md section 1).
 *
 * argv: device, threads, width, height, frames, steps
 */
import { fileURLToPath } from 'node:url'
import type { ModelSessions } from '../../models/define-family.ts'
import { denoise } from '../../models/denoise.ts'
import cfg from '../../models/guidance/cfg.guidance.ts'
import { variantFor } from '../../models/model-manifest.ts'
import { normal } from '../../models/random.ts'
import type { Tensor } from '../../models/tensor.ts'
import { readModelFolder } from '../../server/inference/model-folder.ts'
import { openSession, type OpenSession } from '../../server/inference/ort-session.ts'
import { loadRegistry } from '../../server/inference/registry.ts'
import { openTokenizer } from '../../server/inference/tokenizer.ts'

export interface DeviceSample {
  readonly device: string
  readonly variant: string
  readonly openMs: number
  readonly firstStepMs: number
  /** Median of the steps after the first. */
  readonly stepMs: number
  readonly decodeMs: number
  readonly latents: readonly number[]
  readonly frames: readonly number[]
}

const [device = 'cpu', ...numbers] = process.argv.slice(2)
const [threads = 1, width = 64, height = 64, frames = 5, steps = 4] = numbers.map(Number)
const folder = fileURLToPath(new URL('../../models/library/pocket-v1', import.meta.url))
const { manifest, configs } = await readModelFolder(folder)
const { families, schedulers } = await loadRegistry()
const family = families.get(manifest.family)
const scheduler = schedulers.get('flow-match-euler')
// The variant for any device: the CPU's own one rounds activations, which would hide what the device does.
const variant = variantFor(manifest, '*')
if (!family || !scheduler || !variant) throw new Error('The shipped model cannot be used.')

const opened = new Map<string, Promise<OpenSession>>()
const sessions: ModelSessions = {
  configs,
  has: (part) => part in variant.parts,
  open(part) {
    const model = `${folder}/${variant.parts[part] ?? ''}`
    const session = opened.get(part) ?? openSession({ model, part, device, threads })
    opened.set(part, session)
    return session
  },
  tokenizer: () => openTokenizer(`${folder}/tokenizer/tokenizer.json`, configs.tokenizer),
}

const start = performance.now()
await sessions.open('transformer')
const openMs = performance.now() - start
const [wanted, unwanted] = [
  await family.encodeText('a mammoth walks', sessions),
  await family.encodeText('', sessions),
]
const noise = normal(7, family.latentShape({ width, height, frames }, configs))
const schedule = scheduler.schedule({ config: {}, steps, sigmas: family.startSigmas?.(steps) })
let sample: Tensor = noise
const times: number[] = []
let before = performance.now()
for await (const step of denoise({
  ...{ family, sessions, scheduler, schedule, sample, baseNoise: noise },
  ...{ positive: [wanted], negative: [unwanted], guidance: cfg, scale: 3 },
})) {
  sample = step.sample
  times.push(performance.now() - before)
  before = performance.now()
}
const decoded: number[] = []
// One by one: a chunk has more numbers than a call may have arguments.
for await (const chunk of family.decodeVideo(sample, sessions))
  chunk.data.forEach((value) => decoded.push(value))
const [firstStepMs = 0, ...rest] = times
const result: DeviceSample = {
  ...{ device, variant: variant.id, openMs, firstStepMs },
  stepMs: rest.sort((a, b) => a - b)[rest.length >> 1] ?? firstStepMs,
  decodeMs: performance.now() - before,
  latents: [...sample.data],
  frames: decoded,
}
process.stdout.write(JSON.stringify(result))
