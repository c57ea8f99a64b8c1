import { Router } from 'express'
import type { z } from 'zod'
import type { healthSchema } from '../../workflows/api.ts'
import type { Core } from '../core.ts'
import { systemReport } from '../system-report.ts'
import { version } from '../version.ts'

type Health = z.infer<typeof healthSchema>

export function systemRoutes(core: Core): Router {
  const { workers, queue } = core
  const router = Router()
  router.get('/system', async (_request, response) => void response.json(await systemReport(core, version)))
  router.get('/health', (_request, response) => {
    // Of several devices, one that works.
    const worker = workers.find(({ state }) => state !== 'starting') ?? workers[0]
    const known = worker?.known
    const health: Health = {
      ok: true,
      version,
      device: known?.device ?? '',
      deviceReason: known?.deviceReason ?? '',
      worker: worker?.state ?? 'starting',
      trouble: queue.state.trouble,
    }
    response.json(health)
  })
  return router
}
