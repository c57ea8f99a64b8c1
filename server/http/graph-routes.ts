import path from 'node:path'
import { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { checkWorkflow } from '../../nodes/check-workflow.ts'
import { catalogData } from '../../nodes/node-data.ts'
import { upgradeWorkflow } from '../../nodes/upgrade-params.ts'
import { type CheckAnswer, checkRequestSchema } from '../../workflows/api.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import { parseWorkflow } from '../../workflows/workflow-file.ts'
import type { Core } from '../core.ts'
import { foreignWorkflow } from '../file-workflow.ts'
import { openWorkflow } from '../open-workflow.ts'
import { namedModels } from '../queue/fits-device.ts'

/** What the person calls the file. */
const namedSchema = z.object({ name: z.string().default('ComfyUI') })

/** What a graph may contain, and what is wrong with one. */
export function graphRoutes(core: Core): Router {
  const router = Router()
  const data = catalogData(core.catalog)
  router.get('/nodes', (_request, response) => void response.json(data))
  router.get('/models', async (_request, response) => {
    response.json({ models: await core.models.summaries() })
  })
  router.get('/wildcards', async (_request, response) => {
    response.json({ names: Object.keys(await core.models.wildcards()).sort() })
  })
  router.post('/check', check(core))
  router.post('/workflows/open', open(core))
  return router
}

function check({ catalog, models }: Core): RequestHandler {
  return async (request, response) => {
    const { workflow, revision } = checkRequestSchema.parse(request.body)
    const upgraded = upgradeWorkflow(parseWorkflow(workflow), catalog)
    const world = await models.worldWithTokenizers(namedModels(flatGraph(upgraded), catalog))
    const { problems, facts } = checkWorkflow({ workflow: upgraded, catalog, world })
    const answer: CheckAnswer = { revision, problems: [...problems], facts }
    response.json(answer)
  }
}

function open(core: Core): RequestHandler {
  return async (request, response) => {
    const { name } = namedSchema.parse(request.query)
    const foreign = foreignWorkflow(request.body, path.parse(name).name, await core.models.world())
    const workflow = foreign ?? parseWorkflow(request.body)
    response.json(await openWorkflow({ workflow, isForeign: foreign !== undefined }, core))
  }
}
