import { Router } from 'express'
import { childRuns } from '../../workflows/child-runs.ts'
import type { EstimateAnswer } from '../../workflows/estimate.ts'
import { explainRun } from '../../workflows/explain-run.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { runRequestSchema } from '../../workflows/run-request.ts'
import type { RunView } from '../../workflows/run-view.ts'
import type { Config } from '../config.ts'
import type { Core } from '../core.ts'
import { machineRoom } from '../estimate/machine-room.ts'
import { shortageProblems } from '../estimate/shortage-problems.ts'
import { prepareRun } from '../queue/prepare-run.ts'
import { isRefused } from './api-error.ts'

const secondsPerHour = 3600

/** What a run will take, why its nodes ran, and the child runs of a sweep. */
export function insightRoutes(core: Core, { pricePerHour }: Pick<Config, 'pricePerHour'>): Router {
  const { log, catalog, models, workers, folder } = core
  const router = Router()
  const view = (id: string): RunView => {
    const found = log.view(id)
    if (found.seq === 0) throw new UserFailure('not-found', { what: 'run', id })
    return found
  }
  router.get('/runs/:id/why', ({ params }, response) => void response.json(explainRun(view(params.id))))
  router.get('/runs/:id/children', ({ params }, response) => {
    response.json({ children: childRuns(view(params.id)) })
  })
  router.post('/estimate', async ({ body }, response) => {
    const prepared = prepareRun(runRequestSchema.parse(body), { catalog, world: await models.world() })
    if (isRefused(response, prepared)) return
    const planned = await core.plan(prepared.job, workers.find(({ known }) => known)?.known?.device ?? 'cpu')
    const estimate = planned.estimate()
    const room = await machineRoom(folder.root)
    const answer: EstimateAnswer = {
      ...estimate,
      cost: pricePerHour === undefined ? undefined : (estimate.seconds / secondsPerHour) * pricePerHour,
      problems: [...shortageProblems(estimate, room)],
    }
    response.json(answer)
  })
  return router
}
