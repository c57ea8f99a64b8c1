import { currentDocument, useDocuments } from '../document/document-store.ts'
import { openRunWorkflow } from '../document/document-file.ts'
import { catchUp, takeOver } from '../document/take-over.ts'
import { askHealth, useInstalled } from '../library/installed-store.ts'
import { type LiveLink, openLiveLink } from '../server-link/live-link.ts'
import { fetchRuns, fetchRunWorkflow } from '../server-link/server-calls.ts'
import { endCause } from '../view/view-store.ts'
import { isOwnRun, noteOwnRun } from './own-runs.ts'
import { resultChanges } from './result-changes.ts'
import { addEvents, addPreview, setOtherRun, showRun, useRuns } from './run-store.ts'

/** Which run a canvas shows: its own newest, unless that was made with other values than are on it. */

let link: LiveLink | undefined

/** Listens to the server; after a broken connection every run goes on where it stopped. */
export function startListening(): void {
  link = openLiveLink({
    onEvents: (events) => addEvents(events[0]?.runId ?? '', events),
    onPreview: addPreview,
    onRuns: (runs) => {
      useRuns.setState({ runs })
      followNewest()
    },
    onStored: (stored) => void takeOver(stored),
    onQueue: (queue) => useRuns.setState({ queue }),
    onConnection: (connected) => {
      useRuns.setState({ connected })
      if (connected) {
        endCause('unreachable')
        void resume()
        void catchUp()
        void askHealth()
      }
    },
  })
  // A tab that comes to the front shows the run of its own workflow.
  useDocuments.subscribe(({ active }, before) => {
    if (active !== before.active) followNewest()
  })
  // Whether a run had other values is not known before the definitions and their defaults are.
  useInstalled.subscribe(({ ready }, before) => {
    if (ready && !before.ready) followNewest()
  })
}

async function resume(): Promise<void> {
  const { shown, lookedAt } = useRuns.getState()
  await Promise.all([...Object.values(shown), ...(lookedAt ? [lookedAt] : [])].map(watch))
  const runs = await fetchRuns().catch(() => [])
  useRuns.setState({ runs })
  followNewest()
}

async function watch(runId: string): Promise<void> {
  const seq = useRuns.getState().views[runId]?.seq ?? 0
  addEvents(runId, (await link?.join(runId, seq)) ?? [])
}

/** Workflow id → the run that was picked by hand: nothing else is shown until the next queueing. */
const chosen = new Map<string, string>()
/** Workflow id → the newest run that was compared with its canvas. */
const compared = new Map<string, string>()

/** Shows what runs of the workflow in front, else its newest; also in a window that did not start it. */
function followNewest(): void {
  const { id } = currentDocument().workflow
  const { runs, shown } = useRuns.getState()
  const own = runs.filter((run) => run.workflowId === id)
  const running = own.find(({ state }) => state === 'running')
  const wanted = running ?? own[0]
  const isChosen = chosen.has(id) && chosen.get(id) === shown[id]
  const isOpen = own.some(({ runId, state }) => runId === shown[id] && state === 'running')
  if (!wanted || isChosen || isOpen || compared.get(id) === wanted.runId) return
  if (running ?? wanted.runId > (shown[id] ?? '')) void followIfAlike(id, wanted.runId)
}

/** A run of this window is followed; one from elsewhere when the canvas is as it was in that run. */
async function followIfAlike(workflowId: string, runId: string): Promise<void> {
  if (isOwnRun(runId)) {
    follow(workflowId, runId)
    return
  }
  if (!useInstalled.getState().ready) return
  const changes = await changesTo(workflowId, runId)
  if (changes?.length === 0) follow(workflowId, runId)
  else if (changes) setOtherRun(workflowId, { runId, changes })
}

function follow(workflowId: string, runId: string): void {
  setOtherRun(workflowId, undefined)
  const before = useRuns.getState().shown[workflowId]
  if (before === runId) return
  if (before) link?.leave(before)
  showRun(workflowId, runId)
  void watch(runId)
}

/** The run this window has just queued, unless an earlier one is still at work. */
export function followQueued(workflowId: string, runId: string): void {
  noteOwnRun(runId)
  chosen.delete(workflowId)
  const { views, shown } = useRuns.getState()
  if (views[shown[workflowId] ?? '']?.state !== 'running') follow(workflowId, runId)
}

/** Shows a run of the list: what it made beside the list, and on the canvas when that is as it was then. */
export async function lookAtRun(runId: string): Promise<void> {
  const { id } = currentDocument().workflow
  leaveUnlessShown(useRuns.getState().lookedAt)
  useRuns.setState({ lookedAt: runId })
  const [, changes] = await Promise.all([watch(runId), changesTo(id, runId)])
  if (changes?.length === 0) showOn(id, runId)
  else if (changes) setOtherRun(id, { runId, changes })
}

/** A run nobody looks at any more sends no events. */
function leaveUnlessShown(runId: string | undefined): void {
  const isShown = Object.values(useRuns.getState().shown).includes(runId ?? '')
  if (runId && !isShown) link?.leave(runId)
}

/**
 * What differs in a run from the canvas of a workflow that is open; undefined when that cannot be told, or when
 * another run was compared meanwhile. The person may have gone to another tab while it was asked for.
 */
async function changesTo(workflowId: string, runId: string) {
  compared.set(workflowId, runId)
  const made = await fetchRunWorkflow(runId).catch(() => undefined)
  const isLast = compared.get(workflowId) === runId
  // What could not be fetched is asked for again at the next chance.
  if (!made && isLast) compared.delete(workflowId)
  const document = useDocuments.getState().tabs.find(({ workflow }) => workflow.id === workflowId)
  return made && document && isLast ? resultChanges(document.workflow, made) : undefined
}

/** Shows a run on the canvas in front, whatever values it had. */
export function showHere(runId: string): void {
  showOn(currentDocument().workflow.id, runId)
}

function showOn(workflowId: string, runId: string): void {
  chosen.set(workflowId, runId)
  follow(workflowId, runId)
}

/** Opens the graph a run was made with in a tab of its own, with the run on it. */
export async function openRun(runId: string): Promise<void> {
  if (await openRunWorkflow(runId)) showHere(runId)
}
