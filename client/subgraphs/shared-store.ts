import { useMemo } from 'react'
import { create } from 'zustand'
import { z } from 'zod'
import {
  addPacked,
  packSubgraph,
  sharedSubgraphSchema,
  sharedSummarySchema,
  updatePacked,
} from '../../workflows/subgraphs/shared-subgraph.ts'
import { countUses } from '../../workflows/subgraphs/subgraph-uses.ts'
import { instanceType, subgraphNamed } from '../../workflows/subgraphs/subgraph.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import type { EditLabel } from '../document/open-document.ts'
import { tellError } from '../document/document-file.ts'
import { applyEditTo, currentDocument, useWorkflow } from '../document/document-store.ts'
import { addNodeAt } from '../document/graph-commands.ts'
import { speech } from '../language/language.ts'
import { nodeData } from '../library/installed-store.ts'
import { request } from '../server-link/request.ts'
import { refusesNesting } from './nesting.ts'
import { notify, type ScreenPoint } from '../view/view-store.ts'

type Summary = z.infer<typeof sharedSummarySchema>

/** The subgraphs of the library, newest revision of each. */
export const useShared = create<{ readonly subgraphs: readonly Summary[] }>(() => ({ subgraphs: [] }))

/** Those the workflow in front has no copy of. */
export function useOtherShared(): readonly Summary[] {
  const shared = useShared(({ subgraphs }) => subgraphs)
  const own = useWorkflow((workflow) => workflow.subgraphs)
  return useMemo(() => shared.filter(({ id }) => !(id in own)), [shared, own])
}

export async function loadShared(): Promise<void> {
  const answer = z.object({ subgraphs: z.array(sharedSummarySchema) })
  useShared.setState(await request('/api/subgraphs', answer))
}

const fetchShared = (id: string, revision?: number) =>
  request(`/api/subgraphs/${[encodeURIComponent(id), revision ?? []].flat().join('/')}`, sharedSubgraphSchema)

/** A revision that was removed is none to go by. */
const fetchBase = (id: string, revision = 0) =>
  revision > 0 ? fetchShared(id, revision).catch(() => undefined) : undefined

/** Puts a definition of the workflow in front into the library, as its next revision. */
export async function publish(subgraph: string): Promise<void> {
  const { workflow } = currentDocument()
  try {
    const packed = packSubgraph(workflow, subgraph)
    const body = { ...packed, base: packed.subgraphs[subgraph]?.revision }
    const { revision } = await request('/api/subgraphs', sharedSubgraphSchema, { method: 'POST', body })
    editLater(workflow.id, 'edit.publish', ({ subgraphs }) => {
      const definition = subgraphNamed(subgraphs, subgraph)
      if (definition) definition.revision = revision
    })
    const name = body.subgraphs[subgraph]?.name ?? ''
    notify(speech().t('subgraph.published', { name, revision }))
    await loadShared()
  } catch (error) {
    tellError(error)
  }
}

/** Copies a subgraph of the library into the workflow in front and adds an instance. */
export async function insertShared(id: string, at: ScreenPoint): Promise<void> {
  const { workflow } = currentDocument()
  try {
    const packed = await fetchShared(id)
    const isInFront = currentDocument().workflow.id === workflow.id
    if (isInFront && refusesNesting([packed.id], packed)) return
    editLater(workflow.id, 'edit.insert-subgraph', (draft) => addPacked(draft, packed))
    const node = isInFront ? nodeData(instanceType(id)) : undefined
    if (node) addNodeAt(node, at)
  } catch (error) {
    tellError(error)
  }
}

/** Takes the library's newest revision in place of the workflow's definition. */
export async function updateFromLibrary(id: string): Promise<void> {
  const { workflow } = currentDocument()
  try {
    const packed = await fetchShared(id)
    const base = await fetchBase(id, subgraphNamed(workflow.subgraphs, id)?.revision)
    editLater(workflow.id, 'edit.update-subgraph', (draft) => updatePacked(draft, packed, base))
  } catch (error) {
    tellError(error)
  }
}

/** The server takes its time, and another tab may be in front by then. */
function editLater(id: string, key: EditLabel['key'], recipe: (workflow: Workflow) => void): void {
  applyEditTo(id, { label: { key }, recipe })
}

/** Instances of a definition in the workflow in front. */
export const usesOf = (subgraph: string): number => countUses(currentDocument().workflow, subgraph)
