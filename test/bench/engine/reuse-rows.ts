import { type BenchRow, median, milliseconds } from './bench-row.ts'
import { graphOfShape, type Shape, workflowOf } from './bench-graphs.ts'
import { startBenchServer } from './bench-server.ts'

const nodes = 500
const repeats = 5
const comfyFirst: Record<Shape, string> = { fan: '1224 ms', tree: '1854 ms', chain: '7847 ms' }
const comfyReused: Record<Shape, string> = { fan: '191 ms', tree: '654 ms', chain: '7141 ms' }
const idOf: Record<Shape, string> = { fan: 'f', tree: 'e', chain: 'c' }

/** 500 cheap nodes: the first run, all of it reused, one node in the middle changed. */
export async function reuseRows(data: string): Promise<readonly BenchRow[]> {
  const server = await startBenchServer(data)
  try {
    // What any first run pays once: the worker's start, the just-in-time compiler.
    await server.run(workflow('tree', 'warm up'))
    const rows: BenchRow[] = []
    for (const shape of ['fan', 'tree', 'chain'] as const) {
      const first: number[] = []
      const reused: number[] = []
      for (let repeat = 0; repeat < repeats; repeat++) {
        const again = workflow(shape, `word ${repeat}`)
        first.push((await server.run(again)).ms)
        reused.push((await server.run(again)).ms)
      }
      rows.push(
        {
          work: `${nodes} nodes, ${shape}, first run`,
          ...{ comfy: comfyFirst[shape], goal: '< 500 ms', ours: milliseconds(median(first)) },
        },
        {
          work: `${nodes} nodes, ${shape}, all reused`,
          ...{ comfy: comfyReused[shape], goal: '< 60 ms', ours: milliseconds(median(reused)) },
        },
      )
    }
    return [...rows, await middleChanged(server)]
  } finally {
    await server.kill('SIGTERM')
  }
}

async function middleChanged(server: Awaited<ReturnType<typeof startBenchServer>>): Promise<BenchRow> {
  const { events } = await server.run(workflow('chain', 'word 0'), { 'join-250.separator': '-' })
  const ran = events.filter(({ event }) => event.type === 'node-finished').length
  const work = `${nodes} nodes, chain, the 250th changed: nodes that ran`
  return { work, comfy: 'its descendants', goal: '250', ours: String(ran) }
}

function workflow(shape: Shape, word: string) {
  return workflowOf(graphOfShape(shape, nodes, word), `0197a3c0-0000-7000-8000-00000000000${idOf[shape]}`)
}
