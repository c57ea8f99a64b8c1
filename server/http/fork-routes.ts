import { Router } from 'express'
import { forkRequestSchema, type QueuedAnswer } from '../../workflows/queue.ts'
import type { Core } from '../core.ts'
import { changedJob } from '../queue/repeat-run.ts'
import { isRefused } from './api-error.ts'

/** New runs that take up the work of others in the middle. */
export function forkRoutes({ queue, forks, catalog, models }: Core): Router {
  const router = Router()
  const plannedRun = (id: string) => ({ job: queue.job(id), device: queue.summary(id).device ?? '' })
  router.get('/runs/:id/forks', async ({ params: { id } }, response) => {
    response.json(await forks.points(plannedRun(id)))
  })
  router.post('/runs/:id/fork', async ({ params: { id }, body }, response) => {
    const wanted = forkRequestSchema.parse(body ?? {})
    const { priority, state } = queue.summary(id)
    const fork = await forks.take(plannedRun(id), wanted)
    const origin = { how: 'fork', runId: id, node: fork.node, step: fork.step } as const
    const tools = { catalog, world: await models.world() }
    const prepared = changedJob({ ...queue.job(id), fork }, { params: wanted.params, origin }, tools)
    if (isRefused(response, prepared)) return
    const runId = queue.add(prepared.job, { priority: wanted.priority ?? priority })
    // Who forks wants to see it now.
    const { waiting } = queue.state
    if (waiting.includes(runId)) queue.putBefore(runId, waiting[0] ?? null)
    if (wanted.stop && state === 'running') queue.cancel(id)
    const answer: QueuedAnswer = { runId, position: queue.position(runId) }
    response.status(202).json(answer)
  })
  return router
}
