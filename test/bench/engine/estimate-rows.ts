import { estimateAnswerSchema } from '../../../workflows/estimate.ts'
import type { BenchRow } from './bench-row.ts'
import { startBenchServer } from './bench-server.ts'
import { samplingWorkflow } from './sampling-workflow.ts'

const repeats = 10
const sizes: readonly Record<string, unknown>[] = [
  { 'latent.width': 64, 'latent.height': 64, 'latent.frames': 9, 'scheduler.steps': 8 },
  { 'latent.width': 96, 'latent.height': 96, 'latent.frames': 17, 'scheduler.steps': 6 },
]

/** A run seen before, with another seed: what was said before it, beside what it then took. */
export async function estimateRows(data: string): Promise<readonly BenchRow[]> {
  const server = await startBenchServer(data)
  const workflow = samplingWorkflow()
  const rows: BenchRow[] = []
  try {
    for (const size of sizes) {
      const ratios: number[] = []
      // The first run opens the models; from the second on it is "seen before".
      for (let seed = 0; seed <= repeats; seed++) {
        const set = { ...size, 'noise.seed': seed }
        const answer = estimateAnswerSchema.parse(await server.fetchJson('/api/estimate', { workflow, set }))
        const { events } = await server.run(workflow, set)
        const started = events.find(({ event }) => event.type === 'run-started')?.at ?? NaN
        const took = ((events.at(-1)?.at ?? NaN) - started) / 1000
        if (seed > 0) ratios.push(answer.seconds / took)
      }
      rows.push({
        work: `estimate / time of ${repeats} runs seen before, ${Object.values(size).join(' × ')}`,
        ...{ goal: '0.75 – 1.25', ours: ratios.map((ratio) => ratio.toFixed(2)).join(' ') },
      })
    }
    return rows
  } finally {
    await server.kill('SIGTERM')
  }
}
