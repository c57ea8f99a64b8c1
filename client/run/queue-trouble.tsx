import { RotateCcw, TriangleAlert } from 'lucide-react'
import type { WorkerTrouble } from '../../workflows/queue.ts'
import { useSpeech } from '../language/language.ts'
import { setPaused } from './run-actions.ts'

/** Why runs wait though the queue goes on: a worker that cannot start, and when it is tried again. */
export function QueueTrouble({ trouble: { failure, retryAt } }: { readonly trouble: WorkerTrouble }) {
  const { t, message, locale } = useSpeech()
  const time = new Date(retryAt).toLocaleTimeString(locale)
  return (
    <div className="problem" data-level="error" role="status">
      <TriangleAlert size={13} aria-hidden />
      <span className="problem-text">
        {message(failure)} {t('run.tried-again', { time })}
      </span>
      <button className="fix" onClick={() => void setPaused(false)}>
        <RotateCcw size={12} aria-hidden /> {t('run.try-now')}
      </button>
    </div>
  )
}
