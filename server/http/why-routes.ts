import { Router } from 'express'
import { UserFailure } from '../../workflows/failure.ts'
import { explainRun } from '../../workflows/explain-run.ts'
import type { Core } from '../core.ts'

/** `GET /api/runs/:id/why`: why each node ran or was reused, in words. */
export function whyRoutes({ log }: Core): Router {
  const router = Router()
  router.get('/runs/:id/why', (request, response) => {
    const { id } = request.params
    const view = log.view(id)
    if (view.seq === 0) throw new UserFailure('not-found', { what: 'run', id })
    response.json(explainRun(view))
  })
  return router
}
