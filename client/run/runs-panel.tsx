import { Square } from 'lucide-react'
import type { RunSummary } from '../../workflows/api.ts'
import { useSpeech } from '../language/language.ts'
import { durationText } from './duration-text.ts'
import { ResultView } from './result-view.tsx'
import { lookAtRun, stopRun } from './run-actions.ts'
import { useRuns, useShownRun } from './run-store.ts'

/** What waits, what runs, what was made. */
export function RunsPanel() {
  const { t } = useSpeech()
  const runs = useRuns((state) => state.runs)
  const shown = useShownRun()
  const open = runs.filter(({ state }) => state !== 'over')
  const over = runs.filter(({ state }) => state === 'over')
  return (
    <>
      <h3>{t('run.waiting-and-running')}</h3>
      {open.length === 0 && <p className="faint">{t('run.nothing-waits')}</p>}
      {open.map((run) => (
        <RunLine key={run.runId} run={run} shown={run.runId === shown?.runId} />
      ))}
      <h3>{t('run.history')}</h3>
      {over.length === 0 && <p className="faint">{t('run.no-history')}</p>}
      {over.map((run) => (
        <RunLine key={run.runId} run={run} shown={run.runId === shown?.runId} />
      ))}
    </>
  )
}

function RunLine({ run, shown }: { run: RunSummary; shown: boolean }) {
  const { t, locale } = useSpeech()
  const { runId, name, state, outcome, queuedAt, startedAt, endedAt, progress } = run
  const took = startedAt !== undefined && endedAt !== undefined ? durationText(endedAt - startedAt) : ''
  return (
    <article className={`run-line ${shown ? 'shown' : ''}`} data-outcome={outcome ?? state}>
      <button className="library-line" aria-pressed={shown} onClick={() => lookAtRun(runId)}>
        <strong>{name}</strong>
        <span>
          {t(`run.run-${outcome ?? state}`)}
          {state === 'running' && ` ${Math.round(progress * 100)} %`}
          {took && ` · ${took}`} · {new Date(queuedAt).toLocaleTimeString(locale, { timeStyle: 'short' })}
        </span>
      </button>
      {state !== 'over' && (
        <button
          className="icon-button"
          aria-label={t('run.cancel')}
          title={t('run.cancel')}
          onClick={() => void stopRun(runId)}
        >
          <Square size={12} />
        </button>
      )}
      {shown && <RunResults />}
    </article>
  )
}

function RunResults() {
  const run = useShownRun()
  const results = Object.values(run?.nodes ?? {}).flatMap((node) => node.results)
  return (
    <div className="run-results">
      {results.map((result, place) => (
        <ResultView key={result.kind === 'asset' ? result.asset.id : place} result={result} />
      ))}
    </div>
  )
}
