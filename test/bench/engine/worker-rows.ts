import type { BenchRow } from './bench-row.ts'
import { milliseconds } from './bench-row.ts'
import { type BenchServer, startBenchServer } from './bench-server.ts'
import { samplingWorkflow } from './sampling-workflow.ts'

const size = { 'latent.width': 96, 'latent.height': 96, 'latent.frames': 17, 'scheduler.steps': 16 }

/** Two runs of one thread each: one after the other on one worker, and side by side on two. */
export async function workerRows(data: string): Promise<readonly BenchRow[]> {
  const one = await measure(data + '-one', '1')
  const two = await measure(data + '-two', '2')
  return [
    {
      work: 'two runs, one thread each: one worker, two workers',
      goal: 'side by side',
      ours: `${milliseconds(one.ms)}, ${milliseconds(two.ms)} (overlap ${two.overlapMs.toFixed(0)} ms)`,
    },
  ]
}

async function measure(data: string, workers: string) {
  const server = await startBenchServer(data, ['--workers', workers])
  try {
    await both(server, 100)
    return await both(server, 200)
  } finally {
    await server.kill('SIGTERM')
  }
}

async function both(server: BenchServer, seed: number) {
  const start = performance.now()
  const workflow = samplingWorkflow()
  const runs = await Promise.all(
    [seed, seed + 1].map((own) => server.run(workflow, { ...size, 'noise.seed': own })),
  )
  const spans = runs.map(({ events }) => ({
    from: events.find(({ event }) => event.type === 'run-started')?.at ?? NaN,
    to: events.at(-1)?.at ?? NaN,
  }))
  const overlapMs = Math.min(...spans.map(({ to }) => to)) - Math.max(...spans.map(({ from }) => from))
  return { ms: performance.now() - start, overlapMs }
}
