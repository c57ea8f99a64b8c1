import { Pause, Play, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useSpeech } from '../language/language.ts'
import { QueueTrouble } from './queue-trouble.tsx'
import { clearQueue, setPaused } from './run-actions.ts'
import { RunLine } from './run-line.tsx'
import { useRuns, useShownRun } from './run-store.ts'
import { WaitingRuns } from './waiting-runs.tsx'

/** What runs, what waits and in which order, what was made. */
export function RunsPanel() {
  const { t } = useSpeech()
  const runs = useRuns((state) => state.runs)
  const queue = useRuns((state) => state.queue)
  const onCanvas = useShownRun()?.runId
  const shown = useRuns((state) => state.lookedAt) ?? onCanvas
  const byId = useMemo(() => new Map(runs.map((run) => [run.runId, run])), [runs])
  const running = runs.filter(({ state }) => state === 'running')
  const over = runs.filter(({ state }) => state === 'over')
  const waiting = (queue?.waiting ?? []).flatMap((id) => byId.get(id) ?? [])
  const paused = queue?.paused != null
  return (
    <>
      <p className="row">
        <button className="button" aria-pressed={paused} onClick={() => void setPaused(!paused)}>
          {paused ? <Play size={13} aria-hidden /> : <Pause size={13} aria-hidden />}
          {t(paused ? 'run.resume-queue' : 'run.pause-queue')}
        </button>
        <button className="button" disabled={waiting.length === 0} onClick={() => void clearQueue()}>
          <Trash2 size={13} aria-hidden />
          {t('run.clear-queue')}
        </button>
      </p>
      {paused && <p className="faint">{t('run.queue-paused')}</p>}
      {queue?.trouble && <QueueTrouble trouble={queue.trouble} />}
      <h3>{t('run.waiting-and-running')}</h3>
      {running.length + waiting.length === 0 && <p className="faint">{t('run.nothing-waits')}</p>}
      {running.map((run) => (
        <RunLine key={run.runId} run={run} shown={run.runId === shown} />
      ))}
      <WaitingRuns runs={waiting} shown={shown} />
      <h3>{t('run.history')}</h3>
      {over.length === 0 && <p className="faint">{t('run.no-history')}</p>}
      {over.map((run) => (
        <RunLine key={run.runId} run={run} shown={run.runId === shown} />
      ))}
    </>
  )
}
