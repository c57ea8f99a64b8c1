import type { Workflow } from '../../workflows/workflow-file.ts'
import { showServerProblems } from '../check/check-store.ts'
import { problemText } from '../check/problem-text.ts'
import { currentDocument, editGraph, useDocuments } from '../document/document-store.ts'
import { speech } from '../language/language.ts'
import { nodeData } from '../library/installed-store.ts'
import { type LiveLink, openLiveLink } from '../server-link/live-link.ts'
import { RequestError } from '../server-link/request.ts'
import {
  cancelRun,
  changeQueue,
  changeRun,
  fetchRuns,
  fetchRunWorkflow,
  postRun,
  repeatRun,
} from '../server-link/server-calls.ts'
import { diffWorkflows } from '../../workflows/workflow-diff.ts'
import { notify, select } from '../view/view-store.ts'
import { isSweep } from '../params/sweep-text.ts'
import { useSettings } from '../view/settings-store.ts'
import { addEvents, addPreview, showRun, shownRun, useRuns } from './run-store.ts'

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
    onQueue: (queue) => useRuns.setState({ queue }),
    onConnection: (connected) => {
      useRuns.setState({ connected })
      if (connected) void resume()
    },
  })
  // A tab that comes to the front shows the run of its own workflow.
  useDocuments.subscribe(({ active }, before) => {
    if (active !== before.active) followNewest()
  })
}

async function resume(): Promise<void> {
  const { shown } = useRuns.getState()
  await Promise.all(Object.values(shown).map(watch))
  const runs = await fetchRuns().catch(() => [])
  useRuns.setState({ runs })
  followNewest()
}

async function watch(runId: string): Promise<void> {
  const seq = useRuns.getState().views[runId]?.seq ?? 0
  addEvents(runId, (await link?.join(runId, seq)) ?? [])
}

/** Workflow id → the run that was picked from the list: nothing else is shown until the next queueing. */
const chosen = new Map<string, string>()

/** Shows what runs of the workflow in front, else its newest; also in a window that did not start it. */
function followNewest(): void {
  const { workflow } = currentDocument()
  const { runs, shown } = useRuns.getState()
  const own = runs.filter((run) => run.workflowId === workflow.id)
  const running = own.find(({ state }) => state === 'running')
  const wanted = running ?? own[0]
  const isChosen = chosen.has(workflow.id) && chosen.get(workflow.id) === shown[workflow.id]
  const isOpen = own.some(({ runId, state }) => runId === shown[workflow.id] && state === 'running')
  if (!wanted || isChosen || isOpen) return
  if (running ?? wanted.runId > (shown[workflow.id] ?? '')) follow(workflow.id, wanted.runId)
}

function follow(workflowId: string, runId: string): void {
  const before = useRuns.getState().shown[workflowId]
  if (before === runId) return
  if (before) link?.leave(before)
  showRun(workflowId, runId)
  void watch(runId)
}

/** Shows an older run on the canvas of the workflow in front. */
export function lookAtRun(runId: string): void {
  const { id } = currentDocument().workflow
  chosen.set(id, runId)
  follow(id, runId)
}

/** Queues the workflow in front; `targets` are the nodes to run up to, all outputs when left out. */
export async function queueRun(targets?: readonly string[]): Promise<void> {
  if (useSettings.getState().randomSeed) drawSeeds()
  const { workflow } = currentDocument()
  try {
    const { runId } = await postRun(workflow, targets)
    chosen.delete(workflow.id)
    const before = shownRun()
    if (before?.state !== 'running') follow(workflow.id, runId)
  } catch (error) {
    explainRefusal(error)
  }
}

function explainRefusal(error: unknown): void {
  const { message, t } = speech()
  if (!(error instanceof RequestError)) {
    notify(String(error), 'error')
    return
  }
  const { code, details } = error.error
  if (error.status === 0) {
    notify(t('run.unreachable'), 'error')
    return
  }
  const problems = details.problems ?? []
  if (problems.length > 0) {
    showServerProblems(problems)
    const first = problems.find((problem) => problem.level === 'error') ?? problems[0]
    if (first?.node) select([first.node])
    if (first) {
      notify(problemText(first, speech()), 'error')
      return
    }
  }
  notify(message({ code, message: error.message, values: details.values }), 'error')
}

/** The seed is drawn into the document, so the seed that is seen is the seed that is used. */
function drawSeeds(): void {
  editGraph({ key: 'edit.seed' }, (graph) => {
    for (const node of Object.values(graph.nodes)) {
      for (const param of nodeData(node.type)?.params ?? []) {
        if (param.kind === 'seed' && !node.fixed?.includes(param.name) && !isSweep(node.params[param.name]))
          node.params[param.name] = randomSeed()
      }
    }
  })
}

/** Drawn seeds are short enough to be seen whole and read aloud; the field takes larger ones. */
const drawnSeeds = 10_000_000

export function randomSeed(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % drawnSeeds
}

export async function cancelShownRun(): Promise<void> {
  const run = shownRun()
  if (run && run.state !== 'over') await stopRun(run.runId)
}

export async function stopRun(runId: string): Promise<void> {
  try {
    await cancelRun(runId)
  } catch (error) {
    explainRefusal(error)
  }
}

/** Puts a waiting run before another one, or with null at the end. */
export const moveRun = (runId: string, before: string | null): Promise<void> =>
  told(changeRun(runId, { before }))

export const repeat = (runId: string, how: 'retry' | 'duplicate'): Promise<void> =>
  told(repeatRun(runId, how))

export const setPaused = (paused: boolean): Promise<void> => told(changeQueue(paused ? 'pause' : 'resume'))

export const clearQueue = (): Promise<void> => told(changeQueue('clear'))

/** Lays the values that are on the canvas now over a run that waits. */
export async function takeCanvasValues(runId: string): Promise<void> {
  const { workflow } = currentDocument()
  await told(
    fetchRunWorkflow(runId).then((queued) => {
      const changes = diffWorkflows(queued, workflow).filter((change) => change.what === 'param')
      const params = changes.flatMap(({ node, param, after }) =>
        after === undefined ? [] : [[`${node}.${param}`, after] as const],
      )
      return changeRun(runId, { params: Object.fromEntries(params) })
    }),
  )
}

async function told(errand: Promise<unknown>): Promise<void> {
  await errand.catch(explainRefusal)
}

export const isRunnable = (workflow: Workflow): boolean => Object.keys(workflow.graph.nodes).length > 0
