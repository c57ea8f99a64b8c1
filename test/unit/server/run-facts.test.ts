import { expect, it } from 'vitest'
import { makeRunFacts } from '../../../server/worker/run-facts.ts'
import { parseWorkflow } from '../../../workflows/workflow-file.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'
import { smallCatalog } from '../../support/small-catalog.ts'

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
