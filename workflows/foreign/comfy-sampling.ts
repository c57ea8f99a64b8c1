import type { EdgeEnd } from '../graph.ts'
import type { JsonValue } from '../json.ts'
import {
  end,
  entryOf,
  type Foreign,
  numberOf,
  type Part,
  type PartNode,
  textOf,
  wholeOf,
} from './comfy-part.ts'

/** Solvers by ComfyUI's names; of others the model's own is taken. Video models of today predict a flow. */
const solvers: Readonly<Record<string, string>> = {
  euler: 'flow-match-euler',
  euler_cfg_pp: 'flow-match-euler',
  heun: 'flow-match-heun',
  heunpp2: 'flow-match-heun',
  dpmpp_2m: 'dpm-solver-multistep',
  dpmpp_2m_cfg_pp: 'dpm-solver-multistep',
  dpmpp_2m_sde: 'dpm-solver-multistep',
  dpmpp_2m_sde_gpu: 'dpm-solver-multistep',
  dpmpp_sde: 'dpm-solver-singlestep',
  dpmpp_sde_gpu: 'dpm-solver-singlestep',
  deis: 'deis-multistep',
  uni_pc: 'unipc-multistep',
  uni_pc_bh2: 'unipc-multistep',
  lcm: 'flow-match-lcm',
}

/** Noise levels by ComfyUI's names; the others are spaced as the model's own solver does. */
const curves: Readonly<Record<string, string>> = {
  karras: 'karras',
  exponential: 'exponential',
  beta: 'beta',
  linear_quadratic: 'linear-quadratic',
}

const mostSteps = 200
const mostGuidance = 30

/** Noise, schedule and sampler in one. */
export function kSampler(node: Foreign): Part {
  const schedule = schedulePart(node, 'schedule', node.params)
  return {
    nodes: {
      '': { type: 'sample', params: { guidance: guidanceOf(node.params.cfg), strength: strengthOf(node) } },
      noise: noiseNode(node.params.seed, node.params),
      ...schedule.nodes,
    },
    wires: [wire(node, 'noise'), ...schedule.wires, { from: schedule.out, to: end(node, 'schedule') }],
    inputs: { ...samplerInputs(node), model: [end(node, 'model'), schedule.model] },
    outputs: { LATENT: end(node, 'latent') },
  }
}

/** Some of the steps, with or without noise before and after. */
export function kSamplerAdvanced(node: Foreign): Part {
  const { params } = node
  const steps = stepsOf(params.steps)
  const last = wholeOf(params.end_at_step, 0)
  const sampler = {
    guidance: guidanceOf(params.cfg),
    first: Math.min(wholeOf(params.start_at_step, 0), steps - 1),
    // 0 goes to the end, whatever the number of steps.
    last: last >= steps ? 0 : last,
    addsNoise: params.add_noise !== 'disable',
    keepsNoise: params.return_with_leftover_noise === 'enable',
  }
  const part = kSampler({ ...node, params: { ...params, seed: params.noise_seed ?? 0 } })
  return { ...part, nodes: { ...part.nodes, '': { type: 'sample-advanced', params: sampler } } }
}

/** Noise and sampler; the solver comes with the schedule. */
export function samplerCustom(node: Foreign): Part {
  return {
    nodes: {
      '': { type: 'sample', params: { guidance: guidanceOf(node.params.cfg), strength: strengthOf(node) } },
      noise: noiseNode(node.params.noise_seed, node.params),
    },
    wires: [wire(node, 'noise')],
    inputs: { ...samplerInputs(node), model: [end(node, 'model')], sigmas: [end(node, 'schedule')] },
    outputs: customOutputs(node),
  }
}

/** The sampler alone: model, prompts and guidance come with the guider. */
export function samplerCustomAdvanced(node: Foreign): Part {
  const guider = node.source('guider')
  const guidance = guider?.type === 'CFGGuider' ? guidanceOf(guider.params.cfg) : 1
  return {
    nodes: { '': { type: 'sample', params: { guidance, strength: strengthOf(node) } } },
    inputs: {
      ...samplerInputs(node),
      noise: [end(node, 'noise')],
      sigmas: [end(node, 'schedule')],
    },
    outputs: customOutputs(node),
  }
}

/** No node of ours: what is wired to it goes to the samplers. */
export function guider(node: Foreign): Part {
  const to = (port: string) => node.followers().map((sampler) => end(sampler, port))
  return {
    nodes: {},
    inputs: {
      model: to('model'),
      positive: to('positive'),
      negative: to('negative'),
      conditioning: to('positive'),
    },
  }
}

export function randomNoise(node: Foreign): Part {
  return {
    nodes: { '': noiseNode(node.params.noise_seed, node.params) },
    outputs: { NOISE: end(node, 'noise') },
  }
}

/** Noise levels, with the solver the sampler they go to was given. */
export function sigmas(node: Foreign): Part {
  const solver = node
    .followers()
    .map((sampler) => sampler.source('sampler')?.params.sampler_name)
    .find((name) => name !== undefined)
  const schedule = schedulePart(node, '', { ...node.params, sampler_name: solver ?? 'euler' })
  return {
    nodes: schedule.nodes,
    wires: schedule.wires,
    inputs: { model: [schedule.model] },
    outputs: { SIGMAS: schedule.out },
  }
}

interface SchedulePart extends Required<Pick<Part, 'nodes' | 'wires'>> {
  readonly out: EdgeEnd
  readonly model: EdgeEnd
}

function schedulePart(node: Foreign, suffix: string, params: Foreign['params']): SchedulePart {
  const solver = textOf(params.sampler_name)
  const levels = textOf(params.scheduler)
  const steps = levelsOf(params)
  const curve = entryOf(curves, levels)
  const shift = node.shift()
  const scheduler: PartNode = {
    type: 'scheduler',
    params: { scheduler: entryOf(solvers, solver) ?? 'auto', steps, shift },
    title: [solver, levels, shift ? `shift ${shift}` : ''].filter(Boolean).join(' · '),
  }
  const own = end(node, 'schedule', suffix)
  const model = end(node, 'model', suffix)
  if (curve === undefined) return { nodes: { [suffix]: scheduler }, wires: [], out: own, model }
  const out = end(node, 'schedule', 'levels')
  return {
    nodes: {
      [suffix]: scheduler,
      curve: { type: 'sigmas-curve', params: { curve, steps } },
      levels: { type: 'schedule-of-sigmas' },
    },
    wires: [
      { from: own, to: out },
      { from: end(node, 'sigmas', 'curve'), to: end(node, 'sigmas', 'levels') },
    ],
    ...{ out, model },
  }
}

function samplerInputs(node: Foreign): NonNullable<Part['inputs']> {
  const ports = ['positive', 'negative'].map((port) => [port, [end(node, port)]] as const)
  return { ...Object.fromEntries(ports), latent_image: [end(node, 'latent')], sampler: [] }
}

function customOutputs(node: Foreign): NonNullable<Part['outputs']> {
  return { output: end(node, 'latent'), denoised_output: end(node, 'latent') }
}

function wire(node: Foreign, port: string) {
  return { from: end(node, port, port), to: end(node, port) }
}

function noiseNode(
  seed: JsonValue | undefined,
  { control_after_generate: control }: Foreign['params'],
): PartNode {
  // ComfyUI's go to 2^64; what JSON cannot tell exactly was rounded when it was read.
  const given = Math.abs(wholeOf(seed, 0))
  const params = { seed: given % (Number.MAX_SAFE_INTEGER + 1) }
  return { type: 'noise', params, ...(control !== undefined && { seedControl: control }) }
}

/**
 * Below 1 the given latent is changed, not made anew; a custom sampler's share is told by its noise levels. ComfyUI
 * does all of the steps it was told, we a share of the levels: rounded up, so that these are as many.
 */
function strengthOf(node: Foreign): number {
  const told = node.params.denoise === undefined ? (node.source('sigmas')?.params ?? {}) : node.params
  const share = shareOf(told.denoise)
  const levels = levelsOf(told)
  if (share === 0 || share === 1 || levels === mostSteps) return share
  return Math.ceil((1000 * stepsOf(told.steps)) / levels) / 1000
}

/** ComfyUI with a denoise below 1 makes int(steps / denoise) levels and runs the last `steps` of them. */
function levelsOf({ steps, denoise }: Foreign['params']): number {
  const share = shareOf(denoise)
  return share === 0 ? stepsOf(steps) : Math.min(mostSteps, Math.floor(stepsOf(steps) / share))
}

function shareOf(denoise: JsonValue | undefined): number {
  return Math.min(1, Math.max(0, numberOf(denoise, 1)))
}

function stepsOf(value: JsonValue | undefined): number {
  return Math.min(mostSteps, Math.max(1, wholeOf(value, 20)))
}

function guidanceOf(value: JsonValue | undefined): number {
  return Math.min(mostGuidance, Math.max(0, numberOf(value, 3)))
}
