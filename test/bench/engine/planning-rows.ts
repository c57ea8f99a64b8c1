import { loadCatalog } from '../../../server/catalog.ts'
import { makePlan } from '../../../server/execution/make-plan.ts'
import { type BenchRow, median, milliseconds } from './bench-row.ts'
import { graphOfShape } from './bench-graphs.ts'

const repeats = 9

/** Planning alone, in this process: grows with the number of nodes, not with its square. */
export async function planningRows(): Promise<readonly BenchRow[]> {
  const catalog = await loadCatalog()
  const world = { model: () => undefined, installedModels: () => [], asset: () => undefined }
  const time = (shape: 'fan' | 'tree' | 'chain', count: number): number => {
    const graph = graphOfShape(shape, count, 'word')
    const times = Array.from({ length: repeats }, () => {
      const start = performance.now()
      makePlan({ graph, catalog, world, device: 'cpu', workflowName: 'bench', before: {} })
      return performance.now() - start
    })
    return median(times)
  }
  time('chain', 500)
  return (['fan', 'tree', 'chain'] as const).map((shape) => {
    const times = [250, 500, 1000, 2000].map((count) => milliseconds(time(shape, count)))
    return { work: `planning 250, 500, 1000, 2000 nodes, ${shape}`, goal: 'linear', ours: times.join(', ') }
  })
}
