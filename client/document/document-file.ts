import { jsonSchema } from '../../workflows/json.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { speech } from '../language/language.ts'
import { shippedText } from '../library/shipped-texts.ts'
import { fetchAssetWorkflow, openCarriedWorkflow } from '../server-link/library-calls.ts'
import { RequestError } from '../server-link/request.ts'
import {
  fetchExample,
  fetchRevision,
  fetchRunWorkflow,
  fetchWorkflow,
  openWorkflowFile,
} from '../server-link/server-calls.ts'
import { notify } from '../view/view-store.ts'
import { applyEdit, currentDocument, newWorkflow, openTab, replaceDocument } from './document-store.ts'
import { openedDocument } from './open-document.ts'
import { storeDocument } from './store-document.ts'
import { tellOpened } from './tell-opened.ts'

/** Tells what went wrong with an errand, in the reader's language. */
export function tellError(error: unknown): void {
  const { message, t } = speech()
  if (!(error instanceof RequestError)) {
    notify(error instanceof Error ? error.message : String(error), 'error')
    return
  }
  if (error.status === 0) {
    notify(t('run.unreachable'), 'error', 'unreachable')
    return
  }
  notify(message({ ...error.error, values: error.error.details.values }), 'error')
}

/** Saves the workflow in front to the server; when someone was faster, the person chooses. */
export async function saveDocument(): Promise<void> {
  const { workflow } = currentDocument()
  try {
    const outcome = await storeDocument(workflow.id)
    if (outcome === 'saved') notify(speech().t('document.saved', { name: shippedText(workflow.name) }))
  } catch (error) {
    tellError(error)
  }
}

/** Brings an older version back as an edit: it can be undone, and what came after it stays in the history. */
export async function restoreRevision(id: string, revision: number): Promise<void> {
  try {
    const { workflow } = await fetchRevision(id, revision)
    applyEdit({ key: 'edit.restore', values: { revision } }, (draft) => void Object.assign(draft, workflow))
  } catch (error) {
    tellError(error)
  }
}

/** The way out of a conflict that keeps what the other window saved: ours gets an id of its own. */
export async function saveCopy(): Promise<void> {
  const { workflow } = currentDocument()
  const name = speech().t('document.copy-name', { name: shippedText(workflow.name) })
  openTab(openedDocument({ ...workflow, id: crypto.randomUUID(), name }, 0, false))
  await saveDocument()
}

export async function reloadDocument(): Promise<void> {
  await openStored(currentDocument().workflow.id)
}

export async function openStored(id: string): Promise<void> {
  try {
    const { workflow, revision } = await fetchWorkflow(id)
    replaceDocument(openedDocument(workflow, revision))
    openTab(openedDocument(workflow, revision))
  } catch (error) {
    tellError(error)
  }
}

/** Opens the workflow a run was made with, as it was then, as one of its own; false when that failed. */
export async function openRunWorkflow(runId: string): Promise<boolean> {
  try {
    const workflow = await fetchRunWorkflow(runId)
    openTab(openedDocument({ ...workflow, id: crypto.randomUUID() }, 0))
    return true
  } catch (error) {
    tellError(error)
    return false
  }
}

/**
 * An example is opened as a workflow of one's own: saving it never changes the example.
 * @param isWanted asked once it is there
 */
export async function openExample(id: string, isWanted: () => boolean = () => true): Promise<void> {
  try {
    const { workflow } = await fetchExample(id)
    if (!isWanted()) return
    openTab(openedDocument({ ...workflow, translations: undefined, id: crypto.randomUUID() }, 0))
  } catch (error) {
    tellError(error)
  }
}

export function openBlank(): void {
  openTab(openedDocument(newWorkflow(speech().t('document.untitled')), 0))
}

/** Opens a `*.workflow.json`; the server brings old files up to date. */
export async function openFile(file: File): Promise<void> {
  const { t } = speech()
  try {
    const raw = jsonSchema.parse(JSON.parse(await file.text()))
    const { workflow, problems } = await openWorkflowFile(raw, file.name)
    openTab(openedDocument(workflow, 0))
    tellOpened(problems)
  } catch (error) {
    if (error instanceof SyntaxError) notify(t('document.not-json', { name: file.name }), 'error')
    else tellError(error)
  }
}

/** Opens the workflow a picture, film or bundle carries; false when it carries none. */
export async function openCarried(file: File): Promise<boolean> {
  try {
    const { workflow, problems } = await openCarriedWorkflow(file)
    openTab(openedDocument({ ...workflow, id: crypto.randomUUID() }, 0))
    notify(speech().t('document.carried', { name: file.name }))
    tellOpened(problems)
    return true
  } catch (error) {
    if (error instanceof RequestError && error.status >= 400 && error.status < 500) return false
    tellError(error)
    return true
  }
}

export async function openAssetWorkflow(id: string): Promise<void> {
  try {
    const { workflow, problems } = await fetchAssetWorkflow(id)
    openTab(openedDocument({ ...workflow, id: crypto.randomUUID() }, 0))
    tellOpened(problems)
  } catch (error) {
    tellError(error)
  }
}

export function pickFile(accept: string): Promise<File | undefined> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accept
  return new Promise((resolve) => {
    input.onchange = () => resolve(input.files?.[0])
    input.click()
  })
}

export async function openPickedFile(): Promise<void> {
  const file = await pickFile('.json,application/json')
  if (file) await openFile(file)
}

export function downloadDocument(): void {
  const { workflow } = currentDocument()
  saveFile(fileNameOf(workflow), `${JSON.stringify(workflow, null, 2)}\n`)
}

const fileNameOf = ({ name }: Workflow) =>
  `${name
    .trim()
    .toLowerCase()
    .replace(/[\s/\\:*?"<>|]+/g, '-')}.workflow.json`

function saveFile(name: string, text: string): void {
  const link = document.createElement('a')
  link.download = name
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.click()
  URL.revokeObjectURL(link.href)
}
