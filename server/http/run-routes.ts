import { type RequestHandler, Router } from 'express'
import { UserFailure } from '../../workflows/failure.ts'
import { runRequestSchema } from '../../workflows/run-request.ts'
import type { Core } from '../core.ts'
import { prepareRun } from '../queue/prepare-run.ts'
import { sendProblems } from './api-error.ts'

/** The list of runs shows this many, newest first. */
const listedRuns = 200

export function runRoutes(core: Core): Router {
  const { log, queue } = core
  const router = Router()
  router.post('/runs', start(core))
  router.get('/runs', (_request, response) => void response.json({ runs: log.summaries(listedRuns) }))
  router.get('/runs/:id', (request, response) => {
    const view = log.view(request.params.id)
    if (view.seq === 0) throw new UserFailure('not-found', { what: 'run', id: request.params.id })
    response.json(view)
  })
  router.delete('/runs/:id', (request, response) => {
    queue.cancel(request.params.id)
    response.status(202).json({ runId: request.params.id })
  })
  return router
}

/** 202 once the run is stored; 422 with all problems when one of them keeps it from running. */
function start({ catalog, models, queue }: Core): RequestHandler {
  return async (request, response) => {
    const runRequest = runRequestSchema.parse(request.body)
    const { job, problems } = prepareRun(runRequest, { catalog, world: await models.world() })
    if (problems.some(({ level }) => level === 'error')) {
      sendProblems(response, problems)
      return
    }
    const runId = queue.add(job)
    response.status(202).json({ runId, position: queue.position(runId) })
  }
}
