import { type BenchRow, median, milliseconds, percentile } from './bench-row.ts'
import { graphOfShape, workflowOf } from './bench-graphs.ts'
import { type BenchServer, residentMegabytes, startBenchServer } from './bench-server.ts'

const runs = 1000
const early = 50
const settleMs = 3000
/** One round's median lies anywhere between 3 and 8 ms: too few to tell anything by. */
const busyRounds = 10
const graph = graphOfShape('tree', 30, 'word')
const workflow = workflowOf(graph, '0197a3c0-0000-7000-8000-00000000003a')

/** A 30-node graph a thousand times, each with another word; memory on the way; how long storing takes. */
export async function throughputRows(data: string): Promise<readonly BenchRow[]> {
  const server = await startBenchServer(data)
  try {
    // The worker has started too then.
    await new Promise((resolve) => setTimeout(resolve, settleMs))
    const idle = residentMegabytes(server.pid)
    const times: number[] = []
    let after50 = 0
    for (let run = 0; run < runs; run++) {
      times.push((await server.run(workflow, { 'word.text': `word ${run}` })).ms)
      if (run + 1 === early) after50 = residentMegabytes(server.pid)
    }
    const seconds = times.reduce((sum, ms) => sum + ms, 0) / 1000
    const after = residentMegabytes(server.pid)
    return [
      {
        work: '30-node graph, 1000 runs one after another',
        ...{ comfy: '23.6 runs/s, p95 45 ms', goal: '≥ 120/s, p95 < 20' },
        ours: `${(runs / seconds).toFixed(0)} runs/s, p95 ${milliseconds(percentile(times, 0.95))}`,
      },
      {
        work: 'memory of server + worker after 50 and after 1000 runs',
        ...{ comfy: '501 → 524 MB', goal: '≤ 1.2 ×' },
        ours: `${after50.toFixed(0)} → ${after.toFixed(0)} MB (× ${(after / after50).toFixed(2)})`,
      },
      {
        work: 'start to first answer; memory of the idle server + worker',
        ...{ comfy: '5.6 s; 488 MB', goal: '< 1.5 s; < 200 MB' },
        ours: `${milliseconds(server.startMs)}; ${idle.toFixed(0)} MB`,
      },
      ...(await storingRows(server)),
    ]
  } finally {
    await server.kill('SIGTERM')
  }
}

async function storingRows(server: BenchServer): Promise<readonly BenchRow[]> {
  const idle: number[] = []
  for (let run = 0; run < 50; run++) {
    idle.push((await server.queue(workflow, { 'word.text': `idle ${run}` })).ms)
    // The run before has ended: this one is acknowledged by an idle server.
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  const busy: number[] = []
  for (let round = 0; round < busyRounds; round++) busy.push(...(await storedMeanwhile(server, round)))
  return [
    {
      work: 'storing and acknowledging a run: idle / while another executes',
      ...{ comfy: '2.2 ms / 14–461 ms', goal: '< 5 ms both' },
      ours: `${milliseconds(median(idle))} / ${milliseconds(median(busy))}`,
    },
  ]
}

/** How long it takes to store some runs, one after another, while a long chain and then they themselves execute. */
async function storedMeanwhile(server: BenchServer, round: number): Promise<readonly number[]> {
  const chain = workflowOf(graphOfShape('chain', 500, 'busy'), '0197a3c0-0000-7000-8000-00000000003b')
  const times: number[] = []
  const done = server.run(chain, { 'word.text': `busy ${round} ${Date.now()}` })
  for (let run = 0; run < 20; run++) {
    times.push((await server.queue(workflow, { 'word.text': `meanwhile ${round} ${run}` })).ms)
  }
  await done
  // The twenty have run too then.
  await new Promise((resolve) => setTimeout(resolve, 500))
  return times
}
