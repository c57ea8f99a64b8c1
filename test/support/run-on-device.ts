import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { DeviceSample } from './sample-on-device.ts'

export interface SampleRequest {
  readonly device: string
  readonly threads: number
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly steps: number
}

/** @throws Error with what the process wrote when it failed. */
export async function sampleOnDevice(
  request: SampleRequest,
  env: NodeJS.ProcessEnv = {},
): Promise<DeviceSample> {
  const script = fileURLToPath(new URL('./sample-on-device.ts', import.meta.url))
  const { device, threads, width, height, frames, steps } = request
  const numbers = [threads, width, height, frames, steps].map(String)
  const child = spawn(process.execPath, ['--import', 'tsx', script, device, ...numbers], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, errors] = ['', '']
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  await once(child, 'close')
  // The runtime may crash while the process exits (onnxruntime#27569); what counts is the answer.
  try {
    return JSON.parse(output) as DeviceSample
  } catch (cause) {
    throw new Error(`Sampling on ${device} failed: ${errors.slice(-2000)}`, { cause })
  }
}

/** Largest difference of two lists; infinite when their lengths differ or a number is NaN. */
export function largestGap(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Infinity
  return a.reduce((worst, value, index) => {
    const gap = Math.abs(value - (b[index] ?? NaN))
    return Number.isNaN(gap) ? Infinity : Math.max(worst, gap)
  }, 0)
}
