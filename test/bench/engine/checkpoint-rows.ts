import { join } from 'node:path'
import { makeCheckpointFolder } from '../../../server/storage/checkpoint-folder.ts'
import { stepCheckpoints } from '../../../server/worker/step-checkpoints.ts'
import type { BenchRow } from './bench-row.ts'

const steps = 200
/** Latents as the shipped model's, and as a large one's: 81 frames of 1280 × 720. */
const latents = [
  { name: '17 × 96×96', floats: 23_040, stepMs: 50 },
  { name: '81 × 1280×720', floats: 16 * 21 * 90 * 160, stepMs: 5000 },
]

/** What keeping states costs beside the steps they are taken between; two tensors each, as a solver with memory has. */
export function checkpointRows(data: string): Promise<readonly BenchRow[]> {
  const rows = latents.map(({ name, floats, stepMs }) => {
    const blob = new Uint8Array(new Float32Array(floats).fill(0.5).buffer)
    // Work is counted, not done: a step takes its time on this clock alone.
    let workMs = 0
    const access = stepCheckpoints({
      folder: makeCheckpointFolder(join(data, String(floats)), 1e9),
      ...{ key: 'bench', surroundings: 'cpu', isUrgent: () => false },
      now: () => performance.now() + workMs,
      warn: (what, cause) => console.warn(what, cause),
    })
    let kept = 0
    const start = performance.now()
    for (let step = 1; step <= steps; step++) {
      workMs += stepMs
      access.offer(step, () => {
        kept += 1
        return { json: { step }, blobs: [blob, blob] }
      })
    }
    const share = (performance.now() - start) / (steps * stepMs)
    return {
      work: `checkpoints of ${name}, ${steps} steps of ${stepMs} ms`,
      ...{ goal: '< 1 % of a step', ours: `${(share * 100).toFixed(2)} % (${kept} kept)` },
    }
  })
  return Promise.resolve(rows)
}
