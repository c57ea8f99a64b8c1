import { useShallow } from 'zustand/react/shallow'
import { useGraph } from '../document/document-store.ts'
import { membersOf } from '../document/frame-commands.ts'
import { useRuns, useShownRun } from '../run/run-store.ts'
import { instanceView } from '../../workflows/subgraphs/instance-view.ts'
import { useDocuments, useNodePath } from '../document/document-store.ts'
import { CardResult } from './card-result.tsx'

/** A folded frame shows the picture of the node inside that works, else of the one that has something to show. */
export function FoldedGroupResult({ group }: { group: string }) {
  const members = useGraph(useShallow((graph) => membersOf(graph, group)))
  const workflow = useDocuments(({ active }) => active)
  const run = useShownRun()
  const prefix = useNodePath('')
  const latest = useRuns((state) =>
    members.findLast((id) => (state.latest[`${workflow}/${prefix}${id}`] ?? []).length > 0),
  )
  const working = members.find((id) => {
    const path = prefix + id
    return run && (run.nodes[path] ?? instanceView(run, path))?.state === 'running'
  })
  const shown = working ?? latest
  return shown ? <CardResult id={shown} /> : null
}
