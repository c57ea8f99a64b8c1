import type { CSSProperties } from 'react'
import type { RunView } from '../../workflows/run-view.ts'
import { useSpeech } from '../language/language.ts'
import { runProgress } from '../run/run-progress.ts'
import { useTimeLeft } from '../run/time-left.ts'

/** How far a run is, for who sees no cards: its state, its share done, what is left. */
export function AppProgress({ run }: { readonly run: RunView }) {
  const { t } = useSpeech()
  const isRunning = run.state === 'running'
  const left = useTimeLeft(isRunning ? run : undefined)
  const share = runProgress(run)
  const done = isRunning ? `${Math.round(share * 100)} %` : ''
  return (
    <p className="app-progress" style={{ '--share': share } as CSSProperties}>
      {[t(`run.run-${run.state}`), done, left].filter(Boolean).join(' · ')}
    </p>
  )
}
