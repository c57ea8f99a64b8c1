import { variantFor } from '../../models/model-manifest.ts'
import type { AnyNodeDefinition, InferWorld, PortFacts } from '../../nodes/define-node.ts'
import { modelAhead } from '../../nodes/latent/model-ahead.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { volumeOf } from './step-workload.ts'

/** What a step asks of models: for memory and, where nothing was measured yet, for time. */
export interface ModelWork {
  /** The models it uses. */
  readonly ids: readonly string[]
  readonly weightBytes: number
  readonly operations: number
  /** Sampling steps, which are most of what takes time; 0 where it looks only once. */
  readonly steps: number
}

interface WorkRequest {
  readonly definition: AnyNodeDefinition
  readonly params: Readonly<Record<string, JsonValue>>
  readonly inputs: Readonly<Record<string, readonly PortFacts[]>>
  readonly outputs: readonly PortFacts[]
  readonly world: InferWorld
  readonly device: string
}

/** Each weight is multiplied and added once for each token, and a guided sampling step runs the model twice. */
const operationsPerWeight = 2
const evaluationsPerStep = 2
/** Of 32 bits; smaller ones are faster about as much as they are smaller. */
const bytesPerWeight = 4
/** A VAE's weights work on everything from a latent's places to a clip's pixels; on average on so many pixels each. */
const pixelsPerVaePlace = 200

/** Nodes whose outputs only name a model open none of its parts. */
export function modelWork({ definition, params, inputs, outputs, world, device }: WorkRequest): ModelWork {
  const isLoader = definition.category === 'load'
  const own = Object.entries(definition.params).flatMap(([name, param]) =>
    param.kind === 'model' && !isLoader ? [params[name]] : [],
  )
  const wired = Object.values(inputs).flatMap((facts) => facts.map(({ modelId }) => modelId))
  const ids = new Set([...own, ...wired].filter((id) => typeof id === 'string'))
  const weightBytes = [...ids].reduce((sum, id) => sum + weightsOf(id, world, device), 0)
  const facts = Object.values(inputs).flat()
  const steps = Math.max(0, ...facts.map(({ steps: count }) => (typeof count === 'number' ? count : 0)))
  const places =
    steps > 0 ? sampledPlaces(steps, { facts, outputs, world }) : placesAtOnce({ facts, outputs })
  const operations = (weightBytes / bytesPerWeight) * operationsPerWeight * Math.max(1, places)
  return { ids: [...ids], weightBytes, operations, steps }
}

interface Flow extends Pick<WorkRequest, 'outputs' | 'world'> {
  readonly facts: readonly PortFacts[]
}

/**
 * Places a sampling looks at, all its evaluations together. A node that samples by itself, such as a storyboard, begins
 * with no latent: the clip it makes tells what it works on, and it passes through the VAE as well.
 */
function sampledPlaces(steps: number, { facts, outputs, world }: Flow): number {
  const evaluations = steps * evaluationsPerStep
  if (facts.some(isLatent)) return largest(facts.filter(isLatent).map(tokensOf)) * evaluations
  const latents = outputs.map((clip) => latentOf(clip, facts, world)).filter(isLatent)
  return largest(latents.map(tokensOf)) * evaluations + largest(outputs.map(volumeOf)) / pixelsPerVaePlace
}

/** Of a node that looks once: through a VAE between a latent and a clip, else at the pixels that come in. */
function placesAtOnce({ facts, outputs }: Omit<Flow, 'world'>): number {
  const isDecoding = facts.some(isLatent) && outputs.some(isClip)
  const isEncoding = facts.some(isClip) && outputs.some(isLatent)
  if (isDecoding || isEncoding) return largest([...facts, ...outputs].map(volumeOf)) / pixelsPerVaePlace
  return largest(facts.filter(isClip).map(volumeOf))
}

function isClip(facts: PortFacts): boolean {
  return !isLatent(facts) && volumeOf(facts) > 0
}

const largest = (counts: readonly number[]): number => Math.max(0, ...counts)

function isLatent({ shape }: PortFacts): boolean {
  return Array.isArray(shape)
}

/** The latent a clip is decoded from by the model that is wired in. */
function latentOf(clip: PortFacts, facts: readonly PortFacts[], world: InferWorld): PortFacts {
  const model = facts.map((one) => modelAhead(one, world)).find((one) => one !== undefined)
  const { width, height, frames } = clip
  if (!model || typeof width !== 'number' || typeof height !== 'number' || typeof frames !== 'number')
    return clip
  return { shape: [...model.family.latentShape({ width, height, frames }, model.configs)] }
}

/** Where a transformer looks. */
function tokensOf({ shape }: PortFacts): number {
  const [, , frames = 1, height = 1, width = 1] = shape as readonly number[]
  // Patches of two by two, as nearly all video transformers cut them.
  return (frames * height * width) / 4
}

/** The files of the variant the device runs, or all of them when the manifest does not tell them apart. */
function weightsOf(id: string, world: InferWorld, device: string): number {
  const manifest = world.model(id)?.manifest
  if (!manifest) return 0
  const parts = new Set(Object.values(variantFor(manifest, device)?.parts ?? {}))
  const own = manifest.files.filter(({ path }) => parts.has(path) || path.endsWith('.data'))
  return own.reduce((sum, { bytes }) => sum + bytes, 0)
}
