import type { RunView } from '../../workflows/run-view.ts'
import { currentDocument } from '../document/document-store.ts'
import { useOutlook } from './outlook-store.ts'
import type { KnownDurations } from './remaining-time.ts'
import { useRuns } from './run-store.ts'
import { workDone } from './run-work.ts'

/** How long the nodes of the workflow in front took when they last ran. */
function knownDurations(): KnownDurations {
  const { views, shown } = useRuns.getState()
  const { id } = currentDocument().workflow
  const seen = Object.values(views).filter((view) => view.workflowId === id || shown[id] === view.runId)
  return Object.fromEntries(
    seen
      .sort((a, b) => a.queuedAt - b.queuedAt)
      .flatMap(({ nodes }) => Object.entries(nodes))
      .flatMap(([node, { durationMs }]) => (durationMs === undefined ? [] : [[node, durationMs] as const])),
  )
}

/** How long the nodes of the workflow in front are expected to take: as the server estimates, else as they took last. */
export function expectedDurations(): KnownDurations {
  const { workflow, answer } = useOutlook.getState()
  const isOurs = workflow?.id === currentDocument().workflow.id
  const told = Object.entries((isOurs && answer?.nodes) || {}).filter(([, { basis }]) => basis !== 'reused')
  return {
    ...knownDurations(),
    ...Object.fromEntries(told.map(([node, { seconds }]) => [node, seconds * 1000])),
  }
}

/** 0..1 over the work of a run. */
export const runProgress = (view: RunView): number => workDone(view, expectedDurations())
