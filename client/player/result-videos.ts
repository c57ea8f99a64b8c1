import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Asset } from '../../workflows/asset.ts'
import type { NodeResult } from '../../workflows/execution-event.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import { currentDocument, useDocuments, useWorkflow } from '../document/document-store.ts'
import { useRuns } from '../run/run-store.ts'

const videoOf = (result: NodeResult): Asset[] =>
  result.kind === 'asset' && result.asset.video && result.asset.mediaType.startsWith('video/')
    ? [result.asset]
    : []

/** The newest video of this workflow; nodes later in the graph come last. */
export function useNewestVideo(): Asset | undefined {
  const workflow = useDocuments((state) => state.active)
  const ids = useWorkflow(useShallow((now) => Object.keys(flatGraph(now).nodes)))
  return useRuns(({ latest }) => newestOf(latest, workflow, ids))
}

/** Is there anything to play? */
export function hasVideo(): boolean {
  const { workflow } = currentDocument()
  const ids = Object.keys(flatGraph(workflow).nodes)
  return newestOf(useRuns.getState().latest, workflow.id, ids) !== undefined
}

type Latest = ReturnType<typeof useRuns.getState>['latest']

function newestOf(latest: Latest, workflow: string, nodes: readonly string[]): Asset | undefined {
  const results = nodes.flatMap((id) => latest[`${workflow}/${id}`] ?? [])
  return results.flatMap(videoOf).at(-1)
}

/** A video, and the run that made it. */
export interface RunVideo {
  readonly asset: Asset
  readonly runId: string
  readonly madeAt: number
}

/** All videos of the runs this window has seen, newest first. */
export function useRunVideos(): readonly RunVideo[] {
  const views = useRuns((state) => state.views)
  return useMemo(
    () =>
      Object.values(views)
        .flatMap(({ runId, queuedAt, nodes }) =>
          Object.values(nodes)
            .flatMap(({ results }) => results.flatMap(videoOf))
            .map((asset) => ({ asset, runId, madeAt: queuedAt })),
        )
        .sort((a, b) => b.madeAt - a.madeAt),
    [views],
  )
}
