import { useShallow } from 'zustand/react/shallow'
import { useWorkflow } from '../document/document-store.ts'
import { membersOf } from '../document/frame-commands.ts'
import { useRuns, useShownRun } from '../run/run-store.ts'
import { useDocuments } from '../document/document-store.ts'
import { CardResult } from './card-result.tsx'

/** A folded frame shows the picture of the node inside that works, else of the one that has something to show. */
export function FoldedGroupResult({ group }: { group: string }) {
  const members = useWorkflow(useShallow(({ graph }) => membersOf(graph, group)))
  const workflow = useDocuments(({ active }) => active)
  const run = useShownRun()
  const latest = useRuns((state) =>
    members.findLast((id) => (state.latest[`${workflow}/${id}`] ?? []).length > 0),
  )
  const working = members.find((id) => run?.nodes[id]?.state === 'running')
  const shown = working ?? latest
  return shown ? <CardResult id={shown} /> : null
}
