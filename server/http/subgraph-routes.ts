import path from 'node:path'
import { Router } from 'express'
import { z } from 'zod'
import { publishRequestSchema } from '../../workflows/subgraphs/shared-subgraph.ts'
import type { Core } from '../core.ts'
import { makeSubgraphLibrary } from '../storage/subgraph-library.ts'

const revisionSchema = z.coerce.number().int().positive()

/** Subgraphs that workflows share. */
export function subgraphRoutes({ folder }: Pick<Core, 'folder'>): Router {
  const library = makeSubgraphLibrary(path.join(folder.root, 'subgraphs'))
  const router = Router()
  router.get('/subgraphs', async (_request, response) => {
    response.json({ subgraphs: await library.list() })
  })
  router.get('/subgraphs/:id', async ({ params }, response) => {
    response.json(await library.get(params.id))
  })
  router.get('/subgraphs/:id/:revision', async ({ params }, response) => {
    response.json(await library.get(params.id, revisionSchema.parse(params.revision)))
  })
  router.post('/subgraphs', async ({ body }, response) => {
    const { base, ...packed } = publishRequestSchema.parse(body)
    response.status(201).json(await library.publish(packed, base))
  })
  router.delete('/subgraphs/:id', async ({ params }, response) => {
    await library.remove(params.id)
    response.status(204).end()
  })
  return router
}
