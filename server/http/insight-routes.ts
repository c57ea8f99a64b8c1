import { Router } from 'express'
import { childRuns } from '../../workflows/child-runs.ts'
import type { EstimateAnswer } from '../../workflows/estimate.ts'
import { explainRun } from '../../workflows/explain-run.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { NodeId } from '../../workflows/graph.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import { runRequestSchema } from '../../workflows/run-request.ts'
import type { RunView } from '../../workflows/run-view.ts'
import type { Config } from '../config.ts'
import type { Core } from '../core.ts'
import { machineRoom } from '../estimate/machine-room.ts'
import type { PlanEstimate } from '../estimate/estimate-plan.ts'
import { type FindFixes, shortageProblems } from '../estimate/shortage-problems.ts'
import { type Figures, waysOut, type WaysOutRequest } from '../estimate/ways-out.ts'
import { type PreparedRun, prepareRun } from '../queue/prepare-run.ts'
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
    const request = runRequestSchema.parse(body)
    const tools = { catalog, world: await models.world() }
    const prepared = prepareRun(request, tools)
    if (isRefused(response, prepared)) return
    const estimateOf = async ({ job }: PreparedRun) =>
      (await core.plan(job, workers.find(({ known }) => known)?.known?.device ?? 'cpu')).estimate()
    const estimate = await estimateOf(prepared)
    const measure: WaysOutRequest['measure'] = async (set) => {
      const changed = prepareRun({ ...request, set: { ...request.set, ...set } }, tools)
      return changed.problems.some(({ level }) => level === 'error') ? undefined : estimateOf(changed)
    }
    const graph = flatGraph(prepared.job.workflow)
    const fixesFor: FindFixes = (figure, free) => {
      const needy = largestSteps(estimate, figure, free)
      return waysOut({ graph, catalog, needy, figure, free, now: estimate, measure })
    }
    const answer: EstimateAnswer = {
      ...estimate,
      cost: pricePerHour === undefined ? undefined : (estimate.seconds / secondsPerHour) * pricePerHour,
      problems: await shortageProblems(estimate, await machineRoom(folder.root), fixesFor),
    }
    response.json(answer)
  })
  return router
}

/** Memory is what single steps need, disk what all of them write. */
function largestSteps({ nodes }: PlanEstimate, figure: keyof Figures, free: number): readonly NodeId[] {
  const all = Object.keys(nodes)
  return figure === 'diskBytes' ? all : all.filter((id) => (nodes[id]?.peakBytes ?? 0) > free)
}
