import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Request, Router } from 'express'
import { z } from 'zod'
import { UserFailure } from '../../workflows/failure.ts'
import { parseWorkflow } from '../../workflows/workflow-file.ts'
import { openBundle, packBundle } from '../bundle/bundle.ts'
import { byteLengthText } from '../byte-length.ts'
import type { Config } from '../config.ts'
import type { Core } from '../core.ts'
import { workflowInFile } from '../file-workflow.ts'
import { openWorkflow } from '../open-workflow.ts'
import { assetName } from './asset-name.ts'

const namedSchema = z.object({ name: z.string().default('file') })

/**
 * Workflows that travel in files. `POST /workflows/from-file?name=clip.mp4` with the bytes of a picture, film, sound
 * or `.reelgraph.zip` opens what it carries; `GET /assets/:id/workflow` does so for a stored file;
 * `POST /bundles` with a workflow packs it with its assets.
 */
export function fileRoutes(core: Core, { uploadLimit }: Pick<Config, 'uploadLimit'>): Router {
  const { assets, catalog, folder, models } = core
  const router = Router()

  router.post('/workflows/from-file', async (request, response) => {
    const name = assetName(namedSchema.parse(request.query).name)
    const file = path.join(folder.temporary, `opened-${randomUUID()}${path.extname(name)}`)
    try {
      await received(request, file, uploadLimit)
      const isBundle = name.toLowerCase().endsWith('.zip')
      const tools = { assets, temporary: folder.temporary }
      const found = isBundle
        ? { workflow: await openBundle(await readFile(file), tools), isForeign: false }
        : await workflowInFile({ path: file, name }, await models.world())
      response.json(await openWorkflow(found, core))
    } finally {
      await rm(file, { force: true })
    }
  })
  router.get('/assets/:id/workflow', async (request, response) => {
    const { id, name } = assets.get(request.params.id)
    const found = await workflowInFile({ path: assets.pathOf(id), name }, await models.world())
    response.json(await openWorkflow(found, core))
  })
  router.post('/bundles', async (request, response) => {
    const workflow = parseWorkflow(request.body)
    const name = encodeURIComponent(`${workflow.name}.reelgraph.zip`)
    response.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${name}`)
    response.type('application/zip').send(await packBundle(workflow, { assets, catalog }))
  })
  return router
}

/** Streamed to disk. @throws UserFailure `request-too-large` */
async function received(request: Request, file: string, limit: number): Promise<void> {
  let length = 0
  async function* counted() {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > limit) throw new UserFailure('request-too-large', { limit: byteLengthText(limit) })
      yield chunk
    }
  }
  await pipeline(counted(), createWriteStream(file))
}
