import { Router } from 'express'
import type { z } from 'zod'
import type { healthSchema } from '../../workflows/api.ts'
import type { Core } from '../core.ts'
import { version } from '../version.ts'

type Health = z.infer<typeof healthSchema>

export function systemRoutes({ workers }: Core): Router {
  const router = Router()
  router.get('/health', (_request, response) => {
    const [worker] = workers
    const known = worker?.known
    const health: Health = {
      ok: true,
      version,
      device: known?.device ?? '',
      deviceReason: known?.deviceReason ?? '',
      worker: worker?.state ?? 'starting',
    }
    response.json(health)
  })
  return router
}
