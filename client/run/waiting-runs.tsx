import { ArrowDown, ArrowUp, PencilLine } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import type { RunSummary } from '../../workflows/api.ts'
import { useDocuments } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { RunButton, RunLine } from './run-line.tsx'
import { moveRun, takeCanvasValues } from './run-actions.ts'

const dragged = 'application/x-reelgraph-run'

interface WaitingRunsProps {
  readonly runs: readonly RunSummary[]
  readonly shown: string | undefined
}

/** The waiting runs in their order; drag one to another place, or use its arrows. */
export function WaitingRuns({ runs, shown }: WaitingRunsProps) {
  const { t } = useSpeech()
  const front = useDocuments((state) => state.active)
  const [over, setOver] = useState<string>()
  const drop = (event: DragEvent, before: string) => {
    event.preventDefault()
    setOver(undefined)
    const runId = event.dataTransfer.getData(dragged)
    if (runId && runId !== before) void moveRun(runId, before)
  }
  return runs.map(({ runId, workflowId, ...run }, place) => (
    <div
      key={runId}
      className="waiting-run"
      data-over={over === runId || undefined}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(dragged, runId)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(runId)
      }}
      onDragLeave={() => setOver(undefined)}
      onDrop={(event) => drop(event, runId)}
    >
      <RunLine run={{ runId, workflowId, ...run }} shown={runId === shown}>
        {place > 0 && (
          <RunButton
            label={t('run.earlier')}
            icon={ArrowUp}
            onClick={() => void moveRun(runId, runs[place - 1]?.runId ?? null)}
          />
        )}
        {place < runs.length - 1 && (
          <RunButton
            label={t('run.later')}
            icon={ArrowDown}
            onClick={() => void moveRun(runId, runs[place + 2]?.runId ?? null)}
          />
        )}
        {workflowId === front && (
          <RunButton
            label={t('run.take-values')}
            icon={PencilLine}
            onClick={() => void takeCanvasValues(runId)}
          />
        )}
      </RunLine>
    </div>
  ))
}
