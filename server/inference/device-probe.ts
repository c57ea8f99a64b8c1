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

const timedRuns = 3

/** Sizes of a small video transformer, 2.4 GFLOP a run: too little and only the call itself would be timed. */
const tokens = 768
const width = 512

/**
 * Runs the probe graph on a device.
 * @throws Failure when the provider cannot start or cannot run it.
 */
export async function probeDevice(device: string, threads: number): Promise<ProbeResult> {
  const session = await openSession({ model: probeModel(), part: 'probe', device, threads })
  try {
    const feeds = probeFeeds()
    // The first run compiles shaders.
    const { y, c } = await session.run(feeds)
    const times: number[] = []
    for (let run = 0; run < timedRuns; run += 1) {
      const start = performance.now()
      await session.run(feeds)
      times.push(performance.now() - start)
    }
    return { runMs: Math.min(...times), outputs: [y, c].filter((output) => output !== undefined) }
  } finally {
    await session.release()
  }
}

function probeFeeds(): Record<string, Tensor> {
  const scaled = (seed: number, dims: readonly number[], factor: number): Tensor =>
    mapTensor(normal(seed, dims), (value) => value * factor)
  return {
    x: normal(1, [tokens, width]),
    w: scaled(2, [width, width], width ** -0.5),
    i: normal(3, [1, 16, 48, 48]),
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
