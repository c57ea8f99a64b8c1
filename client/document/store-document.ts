import { RequestError } from '../server-link/request.ts'
import { putWorkflow } from '../server-link/server-calls.ts'
import { useView } from '../view/view-store.ts'
import { changeDocument, useDocuments } from './document-store.ts'
import { isDirty, type OpenDocument, withSaved } from './open-document.ts'

const quietMs = 1500

/** Workflow id → the revision whose successor someone else saved: nothing is sent until the person chose. */
const contested = new Map<string, number>()
/** One sending at a time for each workflow; a second one would meet the revision of the first. */
const sending = new Map<string, Promise<void>>()

/** Waits for what this window is saving of it right now. */
export async function whenSent(id: string): Promise<void> {
  await sending.get(id)?.catch(() => undefined)
}

const tabOf = (id: string) => useDocuments.getState().tabs.find((tab) => tab.workflow.id === id)

/**
 * Sends what is not saved yet to the server, where it becomes a revision of its own. When someone else saved
 * a newer one, the conflict is shown and nothing is written over.
 * @throws RequestError for anything but a conflict
 */
export async function storeDocument(id: string): Promise<'saved' | 'conflict'> {
  await whenSent(id)
  const document = tabOf(id)
  if (!document || (!isDirty(document) && document.revision > 0)) return 'saved'
  const sent = send(document)
  sending.set(id, sent)
  try {
    await sent
    return 'saved'
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 409) throw error
    contested.set(id, document.revision)
    useView.setState({ conflict: id })
    return 'conflict'
  } finally {
    sending.delete(id)
  }
}

async function send({ workflow, revision, past }: OpenDocument): Promise<void> {
  const step = past.at(-1)?.id ?? 0
  const saved = await putWorkflow(workflow, revision)
  changeDocument(workflow.id, (now) => withSaved(now, saved.revision, step))
}

/** Saves every edit once the hands rest. Without the server the drafts of this browser hold it meanwhile. */
export function startAutoSave(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const saveAll = () => {
    const { tabs } = useDocuments.getState()
    for (const { workflow } of tabs.filter(isWaiting)) storeDocument(workflow.id).catch(later)
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(saveAll, quietMs)
  }
  useDocuments.subscribe(later)
  later()
}

function isWaiting(document: OpenDocument): boolean {
  const { id } = document.workflow
  return isDirty(document) && !sending.has(id) && contested.get(id) !== document.revision
}
