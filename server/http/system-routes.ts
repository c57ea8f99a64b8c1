import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Router } from 'express'
import { z } from 'zod'
import type { healthSchema } from '../../workflows/api.ts'
import type { Core } from '../core.ts'
import { systemReport } from '../system-report.ts'
import { projectFolder } from '../project-folder.ts'

type Health = z.infer<typeof healthSchema>

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')))

export function systemRoutes(core: Core): Router {
  const { workers } = core
  const router = Router()
  router.get('/system', async (_request, response) => void response.json(await systemReport(core, version)))
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
