import type { StoredRevision } from '../../workflows/api.ts'
import { fetchWorkflow, fetchWorkflows } from '../server-link/server-calls.ts'
import { applyEditTo, changeDocument, useDocuments } from './document-store.ts'
import { isDirty, withSaved } from './open-document.ts'
import { whenSent } from './store-document.ts'

const tabOf = (id: string) => useDocuments.getState().tabs.find(({ workflow }) => workflow.id === id)

/**
 * Another window saved a workflow that is open here: what it did comes here as one step that can be undone. Where there
 * are edits of one's own nothing changes; saving them tells of the other window's, and the person chooses.
 */
export async function takeOver({ id, revision }: StoredRevision): Promise<void> {
  await whenSent(id)
  if (!isBehind(id, revision)) return
  const stored = await fetchWorkflow(id).catch(() => undefined)
  if (!stored || !isBehind(id, stored.revision)) return
  applyEditTo(id, {
    label: { key: 'edit.other-window' },
    recipe: (workflow) => {
      for (const key of Object.keys(workflow))
        if (!(key in stored.workflow)) Reflect.deleteProperty(workflow, key)
      Object.assign(workflow, stored.workflow)
    },
  })
  changeDocument(id, (document) => withSaved(document, stored.revision, document.past.at(-1)?.id ?? 0))
}

/** {@link takeOver} of all that was saved while this window did not hear of it. */
export async function catchUp(): Promise<void> {
  const saved = await fetchWorkflows().catch(() => [])
  await Promise.all(saved.map(takeOver))
}

/** Open here in an older state, without edits that are not saved. */
function isBehind(id: string, revision: number): boolean {
  const tab = tabOf(id)
  return tab !== undefined && tab.revision < revision && tab.revision > 0 && !isDirty(tab)
}
