import type { RunSummary } from '../../../workflows/api.ts'
import type { BenchRow } from './bench-row.ts'
import { type BenchServer, startBenchServer } from './bench-server.ts'
import { samplingWorkflow } from './sampling-workflow.ts'

const runs = 6

/** kill -9 of the server with one run executing and five waiting; a new one on the same folder. */
export async function durabilityRows(data: string): Promise<readonly BenchRow[]> {
  const workflow = samplingWorkflow()
  const first = await startBenchServer(data)
  for (let seed = 0; seed < runs; seed++)
    await first.queue(workflow, { 'noise.seed': seed, 'scheduler.steps': 8 })
  await until(first, (list) => list.some(({ state, progress }) => state === 'running' && progress > 0.2))
  await first.kill('SIGKILL')
  const second = await startBenchServer(data)
  const list = await until(second, (all) => all.every(({ state }) => state === 'over'))
  await second.kill('SIGTERM')
  const succeeded = list.filter(({ outcome }) => outcome === 'succeeded').length
  return [
    {
      work: 'kill -9 with 1 running and 5 waiting: runs that finish afterwards',
      ...{ comfy: '0 of 6', goal: '6 of 6', ours: `${succeeded} of ${runs}` },
    },
  ]
}

async function until(server: BenchServer, fits: (runs: readonly RunSummary[]) => boolean) {
  for (;;) {
    const { runs: list } = (await server.fetchJson('/api/runs')) as { runs: readonly RunSummary[] }
    if (fits(list)) return list
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
