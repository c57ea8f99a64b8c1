import type { Workflow } from '../../workflows/workflow-file.ts'
import { showServerProblems } from '../check/check-store.ts'
import { problemText } from '../check/problem-text.ts'
import { allGraphs } from '../../workflows/subgraphs/subgraph.ts'
import { applyEdit, currentDocument, pathInView } from '../document/document-store.ts'
import { speech } from '../language/language.ts'
import { nodeData } from '../library/installed-store.ts'
import { RequestError } from '../server-link/request.ts'
import {
  cancelRun,
  changeQueue,
  changeRun,
  fetchRunWorkflow,
  postRun,
  repeatRun,
} from '../server-link/server-calls.ts'
import { changedValues } from '../../workflows/changed-values.ts'
import { selectPath } from '../subgraphs/go-inside.ts'
import { endCause, notify } from '../view/view-store.ts'
import { isSweep } from '../params/sweep-text.ts'
import { useSettings } from '../view/settings-store.ts'
import { noteRunEdited } from './run-digest.ts'
import { followQueued } from './follow-runs.ts'
import { moveSeeds, seedsRan } from './next-seeds.ts'
import { shownRun } from './run-store.ts'

/** Queues the workflow in front; `targets` are the nodes to run up to, all outputs when left out. */
export async function queueRun(targets?: readonly string[]): Promise<void> {
  applyEdit({ key: 'edit.seed' }, (workflow) => moveSeeds(workflow, randomSeed))
  if (useSettings.getState().randomSeed) drawSeeds()
  const { workflow } = currentDocument()
  // Before the answer: a second press while it is on its way is a run with other seeds.
  const forgetSeeds = seedsRan(workflow)
  try {
    const { runId } = await postRun(workflow, targets?.map(pathInView))
    endCause('refused')
    endCause('failed')
    followQueued(workflow.id, runId)
  } catch (error) {
    forgetSeeds()
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
    notify(t('run.unreachable'), 'error', 'unreachable')
    return
  }
  const problems = details.problems ?? []
  if (problems.length > 0) {
    showServerProblems(problems)
    const first = problems.find((problem) => problem.level === 'error') ?? problems[0]
    if (first?.node) selectPath(first.node)
    if (first) {
      notify(problemText(first, speech()), 'error', 'refused')
      return
    }
  }
  notify(message({ code, message: error.message, values: details.values }), 'error')
}

/** The seed is drawn into the document, so the seed that is seen is the seed that is used. */
function drawSeeds(): void {
  applyEdit({ key: 'edit.seed' }, (workflow) => {
    for (const node of allGraphs(workflow).flatMap(({ nodes }) => Object.values(nodes))) {
      for (const param of nodeData(node.type)?.params ?? []) {
        const isKept = node.fixed?.includes(param.name) || node.nextSeed?.[param.name] !== undefined
        if (param.kind === 'seed' && !isKept && !isSweep(node.params[param.name]))
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
    fetchRunWorkflow(runId)
      .then((queued) => changeRun(runId, { params: changedValues(queued, workflow) }))
      .then(() => noteRunEdited(runId)),
  )
}

async function told(errand: Promise<unknown>): Promise<void> {
  await errand.catch(explainRefusal)
}

export const isRunnable = (workflow: Workflow): boolean => Object.keys(workflow.graph.nodes).length > 0
