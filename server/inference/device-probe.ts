import { normal } from '../../models/random.ts'
import { mapTensor } from '../../models/tensor-math.ts'
import type { Tensor } from '../../models/tensor.ts'
import { openSession } from './ort-session.ts'
import { probeModel } from './probe-model.ts'

export interface ProbeResult {
  /** Fastest of the timed runs. */
  readonly runMs: number
  readonly outputs: readonly Tensor[]
}

export interface ProbeSize {
  readonly tokens: number
  readonly width: number
  readonly timedRuns: number
}

/** A small video transformer, 4.4 GFLOP a run: with less only the call itself would be timed. */
export const timingProbe: ProbeSize = { tokens: 768, width: 512, timedRuns: 3 }

/** Enough to see that a device computes; SwiftShader takes minutes for the other one. */
export const smallProbe: ProbeSize = { tokens: 32, width: 32, timedRuns: 1 }

export interface ProbeRequest {
  readonly device: string
  readonly threads: number
  readonly size: ProbeSize
}

/**
 * Runs the probe graph on a device.
 * @throws Failure when the provider cannot start or cannot run it.
 */
export async function probeDevice({ device, threads, size }: ProbeRequest): Promise<ProbeResult> {
  const session = await openSession({ model: probeModel(), part: 'probe', device, threads })
  try {
    const feeds = probeFeeds(size)
    // The first run compiles shaders.
    const { y, c } = await session.run(feeds)
    const times: number[] = []
    for (let run = 0; run < size.timedRuns; run += 1) {
      const start = performance.now()
      await session.run(feeds)
      times.push(performance.now() - start)
    }
    return { runMs: Math.min(...times), outputs: [y, c].filter((output) => output !== undefined) }
  } finally {
    await session.release()
  }
}

function probeFeeds({ tokens, width }: ProbeSize): Record<string, Tensor> {
  const scaled = (seed: number, dims: readonly number[], factor: number): Tensor =>
    mapTensor(normal(seed, dims), (value) => value * factor)
  return {
    x: normal(1, [tokens, width]),
    w: scaled(2, [width, width], width ** -0.5),
    i: normal(3, [1, 16, width, width]),
    f: scaled(4, [16, 16, 3, 3], 1 / 12),
  }
}

/** Largest difference between two results; infinite when they do not even have the same shape. */
export function largestDifference(a: readonly Tensor[], b: readonly Tensor[]): number {
  const [left, right] = [a, b].map((tensors) => tensors.flatMap(({ data }) => [...data]))
  if (!left || !right || left.length !== right.length) return Infinity
  return left.reduce((worst, value, index) => {
    const difference = Math.abs(value - (right[index] ?? NaN))
    return Number.isNaN(difference) ? Infinity : Math.max(worst, difference)
  }, 0)
}
