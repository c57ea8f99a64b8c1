import { expect, it } from 'vitest'
import { loadCatalog } from '../../../server/catalog.ts'
import { makePlan } from '../../../server/execution/make-plan.ts'
import { makeRunFacts } from '../../../server/worker/run-facts.ts'
import { parseWorkflow } from '../../../workflows/workflow-file.ts'
import { emptyWorld, graphOf, workflowOf } from '../../support/graphs.ts'
import { smallCatalog } from '../../support/small-catalog.ts'

const catalog = await loadCatalog()
const workflow = workflowOf(graphOf({ n: { type: 'number' } }))
const fork = { how: 'fork', runId: 'first', node: 'sample', step: 7 } as const

function workflowInFiles(origins: readonly (typeof fork)[]) {
  const job = { runId: 'run', plan: { steps: [], targets: [], skipped: [], cells: [] }, workflow, origins }
  return makeRunFacts({ job, catalog: smallCatalog, startedAt: 0 })('n').workflow
}

it('files tell which runs led to them; opened, they are the plain workflow again', () => {
  expect(workflowInFiles([])).not.toHaveProperty('origins')
  expect(workflowInFiles([fork])).toMatchObject({ ...workflow, origins: [fork] })
  expect(parseWorkflow(workflowInFiles([fork]))).toEqual(workflow)
})

it('files tell the seeds of a node that has two, each by its name', () => {
  const graph = graphOf({ noise: { type: 'noise', params: { seed: 7, variation: 3 } } })
  const { plan } = makePlan({
    ...{
      graph,
      catalog,
      world: emptyWorld,
      before: {},
      targets: ['noise'],
      device: 'cpu',
      workflowName: 'test',
    },
  })
  const job = { runId: 'run', plan, workflow: workflowOf(graph), origins: [] }
  const { workflow: told } = makeRunFacts({ job, catalog, startedAt: 0 })('noise')
  expect(told).toMatchObject({ made: { seeds: { 'noise.seed': 7, 'noise.variation': 3 } } })
})
