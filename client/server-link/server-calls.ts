import { z } from 'zod'
import {
  checkAnswerSchema,
  healthSchema,
  modelSummarySchema,
  openedWorkflowSchema,
  runDigestSchema,
  runSummarySchema,
  storedWorkflowSchema,
  workflowRevisionSchema,
  workflowSummarySchema,
} from '../../workflows/api.ts'
import { assetSchema } from '../../workflows/asset.ts'
import { estimateAnswerSchema } from '../../workflows/estimate.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { queuedAnswerSchema, type RunChange } from '../../workflows/queue.ts'
import { type Workflow, workflowSchema } from '../../workflows/workflow-file.ts'
import { catalogSchema } from './catalog-schema.ts'
import { fileUrl, request } from './request.ts'

const nothing = z.unknown()
const workflowList = z.object({ workflows: z.array(workflowSummarySchema) })

export const fetchCatalog = () => request('/api/nodes', catalogSchema)
export const fetchHealth = () => request('/api/health', healthSchema)

export async function fetchModels() {
  return (await request('/api/models', z.object({ models: z.array(modelSummarySchema) }))).models
}

export async function fetchWildcards() {
  return (await request('/api/wildcards', z.object({ names: z.array(z.string()) }))).names
}

export async function fetchExamples() {
  return (await request('/api/examples', workflowList)).workflows
}

export const fetchExample = (id: string) =>
  request(`/api/examples/${encodeURIComponent(id)}`, storedWorkflowSchema)

export async function fetchWorkflows() {
  return (await request('/api/workflows', workflowList)).workflows
}

export const fetchWorkflow = (id: string) =>
  request(`/api/workflows/${encodeURIComponent(id)}`, storedWorkflowSchema)

/** Answers 409 when someone saved a newer revision meanwhile. */
export const putWorkflow = (workflow: Workflow, revision: number) =>
  request(`/api/workflows/${workflow.id}`, storedWorkflowSchema, {
    method: 'PUT',
    body: workflow,
    headers: { 'if-match': `"${revision}"` },
  })

export async function fetchRevisions(id: string) {
  const path = `/api/workflows/${id}/revisions`
  return (await request(path, z.object({ revisions: z.array(workflowRevisionSchema) }))).revisions
}

export const fetchRevision = (id: string, revision: number) =>
  request(`/api/workflows/${id}/revisions/${revision}`, storedWorkflowSchema)

export const openWorkflowFile = (raw: JsonValue, name: string) =>
  request(`/api/workflows/open?name=${encodeURIComponent(name)}`, openedWorkflowSchema, {
    method: 'POST',
    body: raw,
  })

export const checkWorkflow = (workflow: Workflow, revision: number, signal: AbortSignal) =>
  request('/api/check', checkAnswerSchema, { method: 'POST', body: { workflow, revision }, signal })

/** What a run would take; refused like the run itself when the graph has problems. */
export const estimateRun = (workflow: Workflow, signal: AbortSignal) =>
  request('/api/estimate', estimateAnswerSchema, { method: 'POST', body: { workflow }, signal })

export const postRun = (workflow: Workflow, targets?: readonly string[]) =>
  request('/api/runs', z.object({ runId: z.string() }), { method: 'POST', body: { workflow, targets } })

/** The workflow as it was when the run was queued. */
export async function fetchRunWorkflow(runId: string) {
  return (await request(`/api/runs/${runId}/workflow`, z.object({ workflow: workflowSchema }))).workflow
}

export const fetchRunDigest = (runId: string) => request(`/api/runs/${runId}/digest`, runDigestSchema)

export const cancelRun = (runId: string) => request(`/api/runs/${runId}`, nothing, { method: 'DELETE' })

export const changeRun = (runId: string, change: RunChange) =>
  request(`/api/runs/${runId}`, nothing, { method: 'PATCH', body: change })

export const repeatRun = (runId: string, how: 'retry' | 'duplicate') =>
  request(`/api/runs/${runId}/${how}`, queuedAnswerSchema, { method: 'POST', body: {} })

export const changeQueue = (how: 'pause' | 'resume' | 'clear', body: unknown = {}) =>
  request(`/api/queue/${how}`, nothing, { method: 'POST', body })

export async function fetchRuns() {
  return (await request('/api/runs', z.object({ runs: z.array(runSummarySchema) }))).runs
}

export function uploadAsset(file: File) {
  const body = new FormData()
  body.append('file', file, file.name)
  return request('/api/assets', assetSchema, { method: 'POST', body })
}

export const fetchAsset = (id: string) => request(`/api/assets/${id}`, assetSchema)

export const assetUrl = (id: string) => fileUrl(`/api/assets/${id}/file`)
