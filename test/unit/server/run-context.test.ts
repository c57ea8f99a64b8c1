import { expect, it } from 'vitest'
import { makeRunContext } from '../../../server/worker/run-context.ts'
import { parseWorkflow } from '../../../workflows/workflow-file.ts'
import { graphOf, workflowOf } from '../../support/graphs.ts'

const workflow = workflowOf(graphOf({ n: { type: 'number' } }))
const fork = { how: 'fork', runId: 'first', node: 'sample', step: 7 } as const

function workflowInFiles(origins: readonly (typeof fork)[]) {
  const job = { runId: 'run', plan: { steps: [], targets: [], skipped: [] }, workflow, origins }
  // What a node may do besides is no part of this test.
  return makeRunContext({ job, node: 'n' } as unknown as Parameters<typeof makeRunContext>[0]).run.workflow
}

it('files tell which runs led to them; opened, they are the plain workflow again', () => {
  expect(workflowInFiles([])).toEqual(workflow)
  expect(workflowInFiles([fork])).toEqual({ ...workflow, origins: [fork] })
  expect(parseWorkflow(workflowInFiles([fork]))).toEqual(workflow)
})
