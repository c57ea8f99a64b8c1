import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { listSupportedBackends } from 'onnxruntime-node'
import { OperationalFailure, UserFailure, toFailure } from '../../workflows/failure.ts'
import { largestDifference, probeDevice, type ProbeResult, smallProbe, timingProbe } from './device-probe.ts'
import { probeApart } from './probe-apart.ts'
import { graphicsSurroundings, softwareOnly } from './software-rasteriser.ts'

export const deviceChoices = ['auto', 'cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const
export type DeviceChoice = (typeof deviceChoices)[number]
type Device = Exclude<DeviceChoice, 'auto'>

export interface ChosenDevice {
  readonly device: Device
  /** One sentence: what was chosen and why. */
  readonly reason: string
}

/** A provider that differs more from the CPU than this computes something else. */
const tolerance = 1e-3

/**
 * `auto` is the fastest provider of a short probe that also agrees with the CPU; a device that is named is taken
 * once it has run the probe.
 * @throws UserFailure `device-missing`
 */
export async function chooseDevice(wanted: DeviceChoice, threads: number): Promise<ChosenDevice> {
  if (wanted === 'cpu') return { device: 'cpu', reason: 'cpu, as asked for' }
  if (wanted === 'auto') return chooseBest(threads)
  try {
    await probeDevice({ device: wanted, threads, size: smallProbe })
    return { device: wanted, reason: `${wanted}, as asked for` }
  } catch (thrown) {
    throw new UserFailure('device-missing', { device: wanted, detail: detailOf(thrown) }, { cause: thrown })
  }
}

async function chooseBest(threads: number): Promise<ChosenDevice> {
  const candidates = candidateDevices()
  const rejected = candidates
    .filter(({ obstacle }) => obstacle)
    .map(({ device, obstacle }) => `${device}: ${obstacle}`)
  const possible = candidates.filter(({ obstacle }) => !obstacle).map(({ device }) => device)
  if (possible.length === 0) return { device: 'cpu', reason: because('auto: cpu', rejected) }
  const cpu = await probeDevice({ device: 'cpu', threads, size: timingProbe })
  let best: { device: Device; runMs: number } = { device: 'cpu', runMs: cpu.runMs }
  for (const device of possible) {
    const outcome = await tryDevice(device, threads, cpu)
    if (typeof outcome === 'string') rejected.push(`${device}: ${outcome}`)
    else if (outcome.runMs < best.runMs) best = { device, runMs: outcome.runMs }
    else rejected.push(`${device}: ${outcome.runMs.toFixed(1)} ms, slower than the CPU or another device`)
  }
  const compared = `${best.runMs.toFixed(1)} ms in the probe, cpu ${cpu.runMs.toFixed(1)} ms`
  return { device: best.device, reason: because(`auto: ${best.device} (${compared})`, rejected) }
}

/** The probe's time, or why the device cannot be used. */
async function tryDevice(device: Device, threads: number, cpu: ProbeResult): Promise<ProbeResult | string> {
  try {
    // A driver that crashes takes its process along; it must not be the worker's.
    const result = await probeApart({ device, threads, size: timingProbe })
    const difference = largestDifference(result.outputs, cpu.outputs)
    return difference <= tolerance ? result : `differs from the CPU by ${difference.toExponential(1)}`
  } catch (thrown) {
    return detailOf(thrown)
  }
}

/** The provider's own words, without the sentence around them. */
function detailOf(thrown: unknown): string {
  const failure = toFailure(thrown)
  const { detail } = failure.values
  return failure instanceof OperationalFailure && typeof detail === 'string' ? detail : failure.message
}

function because(chosen: string, rejected: readonly string[]): string {
  return rejected.length === 0 ? chosen : `${chosen}; ${rejected.join('; ')}`
}

interface Candidate {
  readonly device: Device
  /** What speaks against even trying it. */
  readonly obstacle?: string
}

function candidateDevices(): readonly Candidate[] {
  const names = new Map(listSupportedBackends().map(({ name, bundled }) => [name, bundled]))
  const candidates: Candidate[] = []
  for (const device of ['cuda', 'dml', 'coreml', 'webgpu'] as const) {
    if (!names.has(device)) continue
    const isThere = names.get(device) === true || (device === 'cuda' && hasCudaProvider())
    const obstacle = device === 'webgpu' ? softwareOnly(graphicsSurroundings()) : undefined
    if (isThere) candidates.push({ device, obstacle })
  }
  return candidates
}

/** `npm run setup:cuda` puts the provider's library beside the runtime's own. */
function hasCudaProvider(): boolean {
  const runtime = createRequire(import.meta.url).resolve('onnxruntime-node/package.json')
  const folder = join(dirname(runtime), 'bin', 'napi-v6', process.platform, process.arch)
  return ['libonnxruntime_providers_cuda.so', 'onnxruntime_providers_cuda.dll'].some((name) =>
    existsSync(join(folder, name)),
  )
}
