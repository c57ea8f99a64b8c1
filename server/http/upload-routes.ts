import { Router } from 'express'
import { z } from 'zod'
import type { Config } from '../config.ts'
import type { Core } from '../core.ts'
import { makeResumableUploads } from '../resumable-uploads.ts'
import { assetName } from './asset-name.ts'

const beginSchema = z.object({ name: z.string(), byteLength: z.number().int().positive() })
const offsetSchema = z.coerce.number().int().min(0)

/**
 * Uploads that go on where they broke off: `POST /uploads { name, byteLength }`, then the bytes in as many
 * `PATCH /uploads/:id` as it takes, each with the header `upload-offset`; the last one answers 201 with the asset.
 */
export function uploadRoutes(
  { assets, folder, library }: Core,
  { uploadLimit }: Pick<Config, 'uploadLimit'>,
): Router {
  const router = Router()
  const uploads = makeResumableUploads({ assets, temporary: folder.temporary, limit: uploadLimit })
  router.post('/uploads', async (request, response) => {
    const { name, byteLength } = beginSchema.parse(request.body)
    response.status(201).json(await uploads.begin({ name: assetName(name), byteLength }))
  })
  router.get('/uploads/:id', async (request, response) => {
    response.json(await uploads.find(request.params.id))
  })
  router.patch('/uploads/:id', async (request, response) => {
    const offset = offsetSchema.parse(request.headers['upload-offset'])
    const answer = await uploads.add(request.params.id, offset, request)
    response.status('mediaType' in answer ? 201 : 200).json(answer)
    if ('mediaType' in answer) await library.sweep()
  })
  router.delete('/uploads/:id', async (request, response) => {
    await uploads.cancel(request.params.id)
    response.status(204).end()
  })
  return router
}
