/**
 * Loudness after ITU-R BS.1770-4 / EBU R128: K-weighted power in blocks of 400 ms that start every 100 ms, those
 * below −70 LUFS left out, then those 10 LU below the rest. Stereo at 48 kHz, left and right in turn.
 */
export async function integratedLoudness(
  pieces: AsyncIterable<Float32Array>,
): Promise<{ readonly lufs: number; readonly peak: number }> {
  const channels = [kWeighting(), kWeighting()] as const
  const steps: number[] = []
  let [sum, count, peak] = [0, 0, 0]
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at++) {
      const sample = piece[at] ?? 0
      peak = Math.max(peak, Math.abs(sample))
      sum += channels[at % 2 === 0 ? 0 : 1](sample) ** 2
      if (++count < stepSamples * 2) continue
      steps.push(sum / stepSamples)
      ;[sum, count] = [0, 0]
    }
  }
  return { lufs: gated(steps.length >= 4 ? blocksOf(steps) : [sum / Math.max(1, count / 2)]), peak }
}

/** 100 ms. */
const stepSamples = 4800

function blocksOf(steps: readonly number[]): readonly number[] {
  return steps
    .slice(3)
    .map((last, at) => ((steps[at] ?? 0) + (steps[at + 1] ?? 0) + (steps[at + 2] ?? 0) + last) / 4)
}

function gated(blocks: readonly number[]): number {
  const audible = blocks.filter((power) => lufsOf(power) > -70)
  if (audible.length === 0) return -Infinity
  const threshold = lufsOf(mean(audible)) - 10
  return lufsOf(mean(audible.filter((power) => lufsOf(power) > threshold)))
}

function lufsOf(power: number): number {
  return -0.691 + 10 * Math.log10(power)
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

/** The standard's two filters at 48 kHz: the head's shelf, then the high pass. */
function kWeighting(): (sample: number) => number {
  const shelf = biquad(
    [1.53512485958697, -2.69169618940638, 1.19839281085285],
    [-1.69065929318241, 0.73248077421585],
  )
  const highPass = biquad([1, -2, 1], [-1.99004745483398, 0.99007225036621])
  return (sample) => highPass(shelf(sample))
}

type Three = readonly [number, number, number]

function biquad([b0, b1, b2]: Three, [a1, a2]: readonly [number, number]): (sample: number) => number {
  let [x1, x2, y1, y2] = [0, 0, 0, 0]
  return (x) => {
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
    ;[x2, x1, y2, y1] = [x1, x, y1, y]
    return y
  }
}
