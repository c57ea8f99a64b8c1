import { z } from 'zod'
import { parseWorkflow } from '../../workflows/workflow-file.ts'
import { useDocuments } from './document-store.ts'
import { isDirty, type OpenDocument, openedDocument } from './open-document.ts'

const prefix = 'reelgraph.drafts.'
const writeDelayMs = 400

const draftsSchema = z.object({
  active: z.string(),
  at: z.number(),
  tabs: z.array(z.object({ workflow: z.unknown(), revision: z.number().int(), dirty: z.boolean() })),
})

/**
 * Every window keeps what it has open in the browser's storage, so a reload or a crash loses nothing.
 * A window has drafts of its own: two windows never write over each other. A new window takes over
 * the drafts of a window that is gone.
 */
export async function restoreDrafts(): Promise<boolean> {
  const key = await ownKey()
  holdWindow(key)
  const restored = readDrafts(key)
  if (restored) useDocuments.setState(restored)
  keepWriting(key)
  return restored !== undefined
}

async function ownKey(): Promise<string> {
  const known = sessionStorage.getItem('reelgraph.window')
  const taken = await heldWindows()
  // A duplicated browser tab copies the session storage, so the lock has the last word.
  const key = known && !taken.has(known) ? known : (abandonedKey(taken) ?? `${prefix}${crypto.randomUUID()}`)
  sessionStorage.setItem('reelgraph.window', key)
  return key
}

// Locks are there on secure origins only (this machine, HTTPS); without them each window starts for itself.
const locks = (): LockManager | undefined => (navigator as { locks?: LockManager }).locks

async function heldWindows(): Promise<ReadonlySet<string>> {
  const state = await locks()?.query()
  return new Set((state?.held ?? []).map((lock) => lock.name ?? ''))
}

function holdWindow(key: string): void {
  const foreverHeld = new Promise<never>(() => undefined)
  void locks()?.request(key, () => foreverHeld)
}

function abandonedKey(taken: ReadonlySet<string>): string | undefined {
  if (!locks()) return undefined
  const kept = Object.keys(localStorage).filter((key) => key.startsWith(prefix) && !taken.has(key))
  const age = (key: string) => parsedDrafts(key)?.at ?? 0
  const [newest, ...older] = kept.sort((a, b) => age(b) - age(a))
  for (const key of older.slice(4)) localStorage.removeItem(key)
  return newest
}

function parsedDrafts(key: string): z.infer<typeof draftsSchema> | undefined {
  try {
    return draftsSchema.parse(JSON.parse(localStorage.getItem(key) ?? ''))
  } catch {
    return undefined
  }
}

function readDrafts(key: string): { tabs: OpenDocument[]; active: string } | undefined {
  const drafts = parsedDrafts(key)
  const tabs = (drafts?.tabs ?? []).flatMap(({ workflow, revision, dirty }) => {
    try {
      return [openedDocument(parseWorkflow(workflow), revision, !dirty)]
    } catch {
      return []
    }
  })
  return drafts && tabs.length > 0 ? { tabs, active: drafts.active } : undefined
}

function keepWriting(key: string): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = () => {
    const { tabs, active } = useDocuments.getState()
    const kept = tabs.map((tab) => ({ workflow: tab.workflow, revision: tab.revision, dirty: isDirty(tab) }))
    localStorage.setItem(key, JSON.stringify({ active, at: Date.now(), tabs: kept }))
  }
  useDocuments.subscribe(() => {
    clearTimeout(timer)
    timer = setTimeout(write, writeDelayMs)
  })
  window.addEventListener('pagehide', write)
}
