import { create } from 'zustand'
import type { EstimateAnswer } from '../../workflows/estimate.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { currentDocument, useDocuments } from '../document/document-store.ts'
import { useInstalled } from '../library/installed-store.ts'
import { estimateRun } from '../server-link/server-calls.ts'
import type { RunView } from '../../workflows/run-view.ts'
import { shownRun, useRuns } from './run-store.ts'

/** What the next run of the workflow in front would take; nothing while that cannot be told. */
interface Outlook {
  readonly workflow?: Workflow
  readonly answer?: EstimateAnswer
  /** The run that was shown when it was asked, as {@link runMark} calls it. */
  readonly mark?: string
}

export const useOutlook = create<Outlook>(() => ({}))

/** The check comes first, and a hand that types has not rested yet. */
const restMs = 900

/** Asks the server after every change that rests, and after every run: what it made need not be made again. */
export function watchOutlook(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked: AbortController | undefined
  const look = () => {
    asked?.abort()
    clearTimeout(timer)
    if (useOutlook.getState().workflow?.id !== currentDocument().workflow.id)
      useOutlook.setState({ answer: undefined })
    timer = setTimeout(() => {
      asked = new AbortController()
      void ask(asked.signal)
    }, restMs)
  }
  useDocuments.subscribe((state, before) => {
    if (state.active !== before.active || state.tabs !== before.tabs) look()
  })
  useInstalled.subscribe((state, before) => {
    if (state.ready !== before.ready) look()
  })
  let mark = runMark(shownRun())
  useRuns.subscribe((state, before) => {
    const now = runMark(shownRun())
    if (now !== mark || overCount(state.runs) !== overCount(before.runs)) look()
    mark = now
  })
  look()
}

/** A run and whether it is over: what the next run takes is asked anew when one of both changes. */
export const runMark = (run: RunView | undefined): string => (run ? `${run.runId} ${run.state}` : '')

const overCount = (runs: ReturnType<typeof useRuns.getState>['runs']) =>
  runs.filter(({ state }) => state === 'over').length

async function ask(signal: AbortSignal): Promise<void> {
  const { workflow } = currentDocument()
  const mark = runMark(shownRun())
  if (!useInstalled.getState().ready || Object.keys(workflow.graph.nodes).length === 0) return
  try {
    const answer = await estimateRun(workflow, signal)
    if (currentDocument().workflow === workflow) useOutlook.setState({ workflow, answer, mark })
  } catch {
    // A graph with problems has no outlook; the problems say why.
    if (!signal.aborted) useOutlook.setState({ workflow, answer: undefined })
  }
}
