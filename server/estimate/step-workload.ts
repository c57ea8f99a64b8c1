import { createHash } from 'node:crypto'
import type { AnyNodeDefinition, PortFacts } from '../../nodes/define-node.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { canonical } from '../execution/content-key.ts'
import type { PlanStep } from '../execution/plan.ts'

/** How much a step has to do, told apart from what it does it with: seeds and words change no time. */
export interface StepWorkload {
  /** The node's. */
  readonly type: string
  /** Equal for steps that take equally long. */
  readonly signature: string
  /** Equal for steps that do the same to different amounts. */
  readonly kind: string
  /** The amount: pixels, frames and steps multiplied; 1 where there is nothing to count. */
  readonly amount: number
}

interface WorkloadRequest {
  readonly step: PlanStep
  readonly definition: AnyNodeDefinition
  /** Facts of the step's inputs, by port. */
  readonly inputs: Readonly<Record<string, readonly PortFacts[]>>
  readonly outputs: readonly PortFacts[]
  readonly device: string
}

/** The opening of the models a step uses: the same whatever there is to do. */
export function openingOf({ type, kind }: StepWorkload): StepWorkload {
  return { type, signature: `opening ${kind}`, kind: `opening ${kind}`, amount: 1 }
}

/** The first use of models that were just opened: they make their memory ready, which the next one is spared. */
export function firstUseOf({ signature, kind, ...workload }: StepWorkload): StepWorkload {
  return { ...workload, signature: `first ${signature}`, kind: `first ${kind}` }
}

export function stepWorkload({ step, definition, inputs, outputs, device }: WorkloadRequest): StepWorkload {
  const settings = Object.entries(definition.params).flatMap(([name, param]) => {
    // A text's length is no measure of work that is worth a measurement of its own.
    return param.kind === 'seed' || param.kind === 'text' ? [] : [[name, step.params[name] ?? null] as const]
  })
  const choices = settings.filter(([, value]) => typeof value !== 'number')
  const base = { type: step.type, version: definition.version, device }
  const sizes = Object.fromEntries(Object.entries(inputs).map(([port, facts]) => [port, facts.map(sizeOf)]))
  return {
    type: step.type,
    signature: digest({ ...base, params: Object.fromEntries(settings), sizes }),
    kind: digest({ ...base, params: Object.fromEntries(choices), models: modelsOf(inputs) }),
    amount: amountOf([...Object.values(inputs).flat(), ...outputs], Object.fromEntries(settings)),
  }
}

/** Facts that say what a value is, not how large it is or what it says. */
const notSizes = new Set(['value', 'text', 'seed', 'tokens', 'unknown'])

function sizeOf(facts: PortFacts): PortFacts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !notSizes.has(name)))
}

function modelsOf(inputs: WorkloadRequest['inputs']): readonly JsonValue[] {
  return Object.values(inputs).flatMap((facts) => facts.flatMap(({ modelId }) => modelId ?? []))
}

/** The largest value that flows in or out, in pixels over all frames, times the sampling steps. */
function amountOf(facts: readonly PortFacts[], params: Readonly<Record<string, JsonValue>>): number {
  const volumes = facts.map(volumeOf)
  const steps = facts.map(({ steps: count }) => numberOr(count, 1))
  const size = numberOr(params.width, 1) * numberOr(params.height, 1) * numberOr(params.frames, 1)
  return Math.max(1, ...volumes, size) * Math.max(1, ...steps)
}

/** Pixels of all frames of a video, latent or picture; 0 for anything else. */
export function volumeOf({ width, height, frames }: PortFacts): number {
  return typeof width === 'number' && typeof height === 'number' ? width * height * numberOr(frames, 1) : 0
}

function numberOr(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

function digest(value: JsonValue): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 32)
}
