import { type CSSProperties, useId } from 'react'
import type { RunView } from '../../workflows/run-view.ts'
import { useSpeech } from '../language/language.ts'
import { runProgress } from '../run/run-progress.ts'
import { runWords } from '../run/run-words.ts'
import { useTimeLeft } from '../run/time-left.ts'

/** How far a run is, for who sees no cards: its state, its share done, what is left. */
export function AppProgress({ run }: { readonly run: RunView }) {
  const { t } = useSpeech()
  const words = useId()
  const left = useTimeLeft(run)
  const share = runProgress(run)
  const percent = Math.round(share * 100)
  const done = run.state === 'running' ? `${percent} %` : ''
  return (
    <div className="app-progress">
      <p id={words}>{[t(runWords(run)), done, left].filter(Boolean).join(' · ')}</p>
      <div
        role="progressbar"
        aria-labelledby={words}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        style={{ '--share': share } as CSSProperties}
      />
    </div>
  )
}
