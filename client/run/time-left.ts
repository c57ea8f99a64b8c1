import { useEffect, useState } from 'react'
import type { RunView } from '../../workflows/run-view.ts'
import { useSpeech } from '../language/language.ts'
import { durationText } from './duration-text.ts'
import { remainingMs } from './remaining-time.ts'
import { expectedDurations } from './run-progress.ts'

/** What is left of a run, in words; looked at once a second. */
export function useTimeLeft(run: RunView | undefined): string {
  const { t } = useSpeech()
  const [ms, setMs] = useState<number>()
  useEffect(() => {
    if (!run) return
    const look = () => setMs(remainingMs(run, expectedDurations(), Date.now()))
    const timer = setInterval(look, 1000)
    return () => clearInterval(timer)
  }, [run])
  return run && ms !== undefined ? t('run.left', { time: durationText(Math.max(1000, ms)) }) : ''
}
