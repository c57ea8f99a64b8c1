import { Router } from 'express'
import { type ClearAnswer, clearRequestSchema, pauseRequestSchema } from '../../workflows/queue.ts'
import type { Core } from '../core.ts'

/** The queue as a whole. */
export function queueRoutes({ queue }: Core): Router {
  const router = Router()
  router.get('/queue', (_request, response) => void response.json(queue.state))
  router.post('/queue/pause', ({ body }, response) => {
    queue.pause(pauseRequestSchema.parse(body ?? {}).when)
    response.json(queue.state)
  })
  router.post('/queue/resume', (_request, response) => {
    queue.resume()
    response.json(queue.state)
  })
  router.post('/queue/clear', ({ body }, response) => {
    const answer: ClearAnswer = { cancelled: [...queue.clear(clearRequestSchema.parse(body ?? {}))] }
    response.json(answer)
  })
  return router
}
