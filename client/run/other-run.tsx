import { X } from 'lucide-react'
import { changeText } from '../document/change-text.ts'
import { useDocuments } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { openRun, showHere } from './follow-runs.ts'
import { setOtherRun, useRuns } from './run-store.ts'

const changesShown = 3

/** Says that a run is not shown on this canvas, because it was made with other values, and where to see it. */
export function OtherRunBar() {
  const speech = useSpeech()
  const { t } = speech
  const workflow = useDocuments((state) => state.active)
  const other = useRuns((state) => state.others[workflow])
  const isRunning = useRuns(({ runs }) =>
    runs.some(({ runId, state }) => runId === other?.runId && state !== 'over'),
  )
  if (!other) return null
  const { runId, changes } = other
  const more = changes.length - changesShown
  return (
    <section className="other-run" role="status">
      <p>{t(isRunning ? 'run.other-running' : 'run.other-over')}</p>
      <ul className="changes">
        {changes.slice(0, changesShown).map((change, place) => (
          <li key={place}>{changeText(change, speech)}</li>
        ))}
        {more > 0 && <li>{t('run.other-more', { count: more })}</li>}
      </ul>
      <p className="row">
        <button className="button" onClick={() => void openRun(runId)}>
          {t('run.other-open')}
        </button>
        <button className="button" onClick={() => showHere(runId)}>
          {t('run.other-here')}
        </button>
      </p>
      <button
        className="icon-button"
        aria-label={t('shell.close')}
        onClick={() => setOtherRun(workflow, undefined)}
      >
        <X size={14} />
      </button>
    </section>
  )
}
