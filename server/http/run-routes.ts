import { type Response, Router } from 'express'
import { UserFailure } from '../../workflows/failure.ts'
import {
  type QueuedAnswer,
  repeatRequestSchema,
  type RunChange,
  runChangeSchema,
} from '../../workflows/queue.ts'
import { runRequestSchema } from '../../workflows/run-request.ts'
import type { Core } from '../core.ts'
import { type PreparedRun, prepareRun } from '../queue/prepare-run.ts'
import { changedJob } from '../queue/repeat-run.ts'
import { isRefused } from './api-error.ts'
import { eventStream } from './event-stream.ts'
import { runDigest } from './run-digest.ts'

/** The list of runs shows this many of those that wait and of those that are over. */
const listedRuns = 200

export function runRoutes(core: Core): Router {
  const { log, queue } = core
  const router = Router()
  router.post('/runs', async ({ body }, response) => {
    const { priority, ...request } = runRequestSchema.parse(body)
    accept(response, prepareRun(request, await prepareTools(core)), ({ job }) => queue.add(job, { priority }))
  })
  router.get('/runs', (_request, response) => void response.json({ runs: queue.summaries(listedRuns) }))
  router.get('/runs/:id', (request, response) => {
    const view = log.view(request.params.id)
    if (view.seq === 0) throw new UserFailure('not-found', { what: 'run', id: request.params.id })
    response.json(view)
  })
  router.get('/runs/:id/events', eventStream(log))
  router.get('/runs/:id/workflow', (request, response) => {
    response.json({ workflow: queue.job(request.params.id).workflow })
  })
  router.get('/runs/:id/digest', ({ params: { id } }, response) => {
    response.json(runDigest(queue.job(id), log.view(id), core.catalog))
  })
  router.delete('/runs/:id', (request, response) => {
    queue.cancel(request.params.id)
    response.status(202).json({ runId: request.params.id })
  })
  router.patch('/runs/:id', async ({ params: { id }, body }, response) => {
    const change = runChangeSchema.parse(body)
    const edited = change.params && changedJob(queue.job(id), change, await prepareTools(core))
    if (edited && isRefused(response, edited)) return
    changeWaiting(core, { id, change, edited })
    response.json(queue.summary(id))
  })
  for (const how of ['retry', 'duplicate'] as const) {
    router.post(`/runs/:id/${how}`, async ({ params: { id }, body }, response) => {
      const { params, priority } = repeatRequestSchema.parse(body ?? {})
      const { state, priority: before } = queue.summary(id)
      if (how === 'retry' && state !== 'over') throw new UserFailure('run-not-over')
      const origin = { how, runId: id }
      const prepared = changedJob(queue.job(id), { params, origin }, await prepareTools(core))
      accept(response, prepared, ({ job }) => queue.add(job, { priority: priority ?? before }))
    })
  }
  return router

  /** 202 once the run is stored; 422 with all problems when one of them keeps it from running. */
  function accept(response: Response, prepared: PreparedRun, add: (prepared: PreparedRun) => string): void {
    if (isRefused(response, prepared)) return
    const runId = add(prepared)
    const answer: QueuedAnswer = { runId, position: queue.position(runId) }
    response.status(202).json(answer)
  }
}

async function prepareTools({ catalog, models }: Core) {
  return { catalog, world: await models.world() }
}

interface WaitingChange {
  readonly id: string
  readonly change: RunChange
  readonly edited: PreparedRun | undefined
}

function changeWaiting({ queue }: Core, { id, change, edited }: WaitingChange): void {
  const { params = {}, priority, before } = change
  if (edited) queue.edit(id, edited.job, params)
  if (priority !== undefined) queue.setPriority(id, priority)
  if (before !== undefined) queue.putBefore(id, before)
}
