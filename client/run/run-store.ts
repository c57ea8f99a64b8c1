import { create } from 'zustand'
import type { RunSummary } from '../../workflows/api.ts'
import type { NodeResult, NumberedEvent, PreviewFrameStrip } from '../../workflows/execution-event.ts'
import type { QueueState } from '../../workflows/queue.ts'
import { applyExecutionEvents, emptyRunView, type NodeView, type RunView } from '../../workflows/run-view.ts'
import type { WorkflowChange } from '../../workflows/workflow-diff.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import { instancesAround, instanceView } from '../../workflows/subgraphs/instance-view.ts'
import { currentDocument, useDocuments, useNodePath } from '../document/document-store.ts'
import { type ShownState, shownState } from './node-state.ts'

/** A run of a workflow that its canvas does not show, because it had other values. */
interface OtherRun {
  readonly runId: string
  /** What would have to change on the canvas to be as it was in that run. */
  readonly changes: readonly WorkflowChange[]
}

/** What the server said of runs. Nothing here is edited; events alone change it. */
interface RunState {
  readonly connected: boolean
  readonly runs: readonly RunSummary[]
  readonly queue?: QueueState
  readonly views: Readonly<Record<string, RunView>>
  /** Workflow id → the run its canvas shows. */
  readonly shown: Readonly<Record<string, string>>
  /** By workflow id. */
  readonly others: Readonly<Record<string, OtherRun>>
  /** The run that was picked from the list: what it made is shown there. */
  readonly lookedAt?: string
  /** Newest preview of each node, by `run/node`. */
  readonly previews: Readonly<Record<string, PreviewFrameStrip>>
  /** What a node made last, by `workflow/node`, so a card keeps its picture while it runs again. */
  readonly latest: Readonly<Record<string, readonly NodeResult[]>>
}

export const useRuns = create<RunState>(() => ({
  connected: false,
  runs: [],
  views: {},
  shown: {},
  others: {},
  previews: {},
  latest: {},
}))

export function addEvents(runId: string, events: readonly NumberedEvent[]): void {
  if (events.length === 0) return
  useRuns.setState((state) => {
    const before = state.views[runId] ?? emptyRunView(runId)
    const view = applyExecutionEvents(before, events)
    const previews = view.state === 'over' ? previewsWithout(state.previews, runId) : state.previews
    return { views: { ...state.views, [runId]: view }, latest: withLatest(state, view), previews }
  })
}

/** What was still blurred when a run ended is no result of it. */
function previewsWithout(previews: RunState['previews'], runId: string): RunState['previews'] {
  const left = Object.entries(previews).filter(([key]) => !key.startsWith(`${runId}/`))
  return left.length === Object.keys(previews).length ? previews : Object.fromEntries(left)
}

function withLatest({ latest, shown }: RunState, view: RunView): RunState['latest'] {
  const workflows = Object.keys(shown).filter((workflow) => shown[workflow] === view.runId)
  const entries = workflows.flatMap((workflow) =>
    Object.entries(view.nodes)
      .filter(([, node]) => node.results.length > 0)
      // An instance shows what the last node inside it made.
      .flatMap(([id, node]) =>
        [id, ...instancesAround(id)].map((at) => [`${workflow}/${at}`, node.results] as const),
      ),
  )
  const fresh = entries.filter(([key, results]) => latest[key] !== results)
  return fresh.length > 0 ? { ...latest, ...Object.fromEntries(fresh) } : latest
}

export function addPreview(preview: PreviewFrameStrip): void {
  const places = [preview.node, ...instancesAround(preview.node)]
  const fresh = Object.fromEntries(places.map((at) => [`${preview.runId}/${at}`, preview]))
  useRuns.setState(({ previews, views }) =>
    // One that was still on its way when the run ended comes too late.
    views[preview.runId]?.state === 'over' ? {} : { previews: { ...previews, ...fresh } },
  )
}

/** Shows a run on the canvas of a workflow; the previews of others are let go. */
export function showRun(workflowId: string, runId: string): void {
  useRuns.setState(({ shown, previews }) => ({
    shown: { ...shown, [workflowId]: runId },
    previews: Object.fromEntries(Object.entries(previews).filter(([key]) => key.startsWith(runId))),
  }))
}

export function setOtherRun(workflowId: string, other: OtherRun | undefined): void {
  const { others } = useRuns.getState()
  if (others[workflowId] === other) return
  const rest = Object.entries(others).filter(([id]) => id !== workflowId)
  useRuns.setState({ others: { ...Object.fromEntries(rest), ...(other && { [workflowId]: other }) } })
}

export function useShownRun(): RunView | undefined {
  const workflow = useDocuments(({ active }) => active)
  return useRuns((state) => state.views[state.shown[workflow] ?? ''])
}

export function shownRun(): RunView | undefined {
  const { views, shown } = useRuns.getState()
  return views[shown[currentDocument().workflow.id] ?? '']
}

export function useNodeRun(id: string): NodeView | undefined {
  const workflow = useDocuments(({ active }) => active)
  const path = useNodePath(id)
  return useRuns((state) => {
    const view = state.views[state.shown[workflow] ?? '']
    return view && (view.nodes[path] ?? instanceView(view, path))
  })
}

/** Since when the run that is shown holds. */
export function usePausedAt(): number | undefined {
  const workflow = useDocuments(({ active }) => active)
  return useRuns((state) => state.views[state.shown[workflow] ?? '']?.pausedAt)
}

/** How the node stands in the run that is shown. */
export function useNodeState(id: string): ShownState {
  const workflow = useDocuments(({ active }) => active)
  const path = useNodePath(id)
  return useRuns((state) =>
    shownState(state.views[state.shown[workflow] ?? ''], path, flatGraph(currentDocument().workflow).edges),
  )
}

const nothing: readonly NodeResult[] = []

/** What the node shows: this run's results, or those of the last time. */
export function useNodeResults(id: string): readonly NodeResult[] {
  const workflow = useDocuments(({ active }) => active)
  const path = useNodePath(id)
  return useRuns((state) => state.latest[`${workflow}/${path}`] ?? nothing)
}

export function useNodePreview(id: string): PreviewFrameStrip | undefined {
  const workflow = useDocuments(({ active }) => active)
  const path = useNodePath(id)
  return useRuns((state) => state.previews[`${state.shown[workflow] ?? ''}/${path}`])
}

/** The newest preview of the run that is shown, whichever node it comes from. */
export function useNewestPreview(): PreviewFrameStrip | undefined {
  const workflow = useDocuments(({ active }) => active)
  return useRuns(({ previews, shown }) => {
    const run = `${shown[workflow] ?? ''}/`
    const key = Object.keys(previews).findLast((one) => one.startsWith(run))
    return key === undefined ? undefined : previews[key]
  })
}
