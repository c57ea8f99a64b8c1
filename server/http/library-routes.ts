import path from 'node:path'
import { type Response, Router } from 'express'
import { z } from 'zod'
import { libraryChangeSchema, libraryQuerySchema } from '../../workflows/asset-library.ts'
import type { Core } from '../core.ts'

const eraseSchema = z.object({ forever: z.stringbool().default(false), force: z.stringbool().default(false) })

/** The asset library: what there is, what a person did with it, small pictures, the trash. */
export function libraryRoutes({ library, assets, pictures }: Core): Router {
  const router = Router()
  router.get('/library', (request, response) => {
    response.json(library.list(libraryQuerySchema.parse(request.query)))
  })
  router.get('/library/usage', (_request, response) => void response.json(library.usage()))
  router.post('/library/sweep', async (_request, response) => {
    response.json({ erased: await library.sweep() })
  })
  router.get('/library/:id', (request, response) => void response.json(library.get(request.params.id)))
  router.patch('/library/:id', (request, response) => {
    response.json(library.change(request.params.id, libraryChangeSchema.parse(request.body)))
  })
  router.get('/library/:id/uses', (request, response) => {
    library.get(request.params.id)
    response.json(library.uses(request.params.id))
  })
  router.post('/library/:id/restore', (request, response) => {
    response.json(library.trash(request.params.id, false))
  })
  // Into the trash; `?forever=1` erases it, and `&force=1` even when a saved workflow uses it.
  router.delete('/library/:id', async (request, response) => {
    const { forever, force } = eraseSchema.parse(request.query)
    if (!forever) return void response.json(library.trash(request.params.id, true))
    await library.erase(request.params.id, { force })
    response.status(204).end()
  })
  router.get('/library/:id/thumbnail', async (request, response) => {
    sendPicture(response, await pictures.thumbnail(assets.get(request.params.id)))
  })
  router.get('/library/:id/sprite', async (request, response) => {
    const { file, sprite } = await pictures.sprite(assets.get(request.params.id))
    response.setHeader('x-sprite', JSON.stringify(sprite))
    sendPicture(response, file)
  })
  return router
}

/** Of bytes that never change. */
function sendPicture(response: Response, file: string): void {
  response.setHeader('Cache-Control', 'private, max-age=31536000, immutable')
  response.type('image/webp')
  response.sendFile(path.resolve(file), { cacheControl: false, dotfiles: 'allow' })
}
