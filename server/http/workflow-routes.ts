import { type RequestHandler, Router } from 'express'
import { UserFailure } from '../../workflows/failure.ts'
import { parseWorkflow } from '../../workflows/workflow-file.ts'
import type { Core } from '../core.ts'
import { listExamples, readExample } from '../examples.ts'

export function workflowRoutes({ workflows }: Core): Router {
  const router = Router()
  router.get('/workflows', (_request, response) => void response.json({ workflows: workflows.list() }))
  router.get('/workflows/:id', (request, response) => {
    const stored = workflows.get(request.params.id)
    response.setHeader('ETag', `"${stored.revision}"`)
    response.json(stored)
  })
  router.put('/workflows/:id', save(workflows))
  router.get('/workflows/:id/revisions', (request, response) => {
    response.json({ revisions: workflows.revisions(request.params.id) })
  })
  router.get('/workflows/:id/revisions/:revision', (request, response) => {
    response.json(workflows.revision(request.params.id, Number(request.params.revision)))
  })
  router.get('/examples', async (_request, response) => {
    response.json({ workflows: await listExamples() })
  })
  router.get('/examples/:id', async (request, response) => {
    response.json({ revision: 0, workflow: await readExample(request.params.id) })
  })
  return router
}

function save(workflows: Core['workflows']): RequestHandler<{ id: string }> {
  return (request, response) => {
    const workflow = parseWorkflow(request.body)
    if (workflow.id !== request.params.id) {
      throw new UserFailure('request-invalid', {
        place: 'id',
        detail: `${workflow.id} ≠ ${request.params.id}`,
      })
    }
    const stored = workflows.put(workflow, revisionFrom(request.headers['if-match']))
    response.setHeader('ETag', `"${stored.revision}"`)
    response.status(stored.revision === 1 ? 201 : 200).json(stored)
  }
}

/** `If-Match: "3"`, with or without quotes or `W/`. */
function revisionFrom(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const match = /^(?:W\/)?"?(\d+)"?$/.exec(header.trim())
  if (!match)
    throw new UserFailure('request-invalid', { place: 'If-Match', detail: `not a revision: ${header}` })
  return Number(match[1])
}
