import { useEffect, useRef, useState } from 'react'
import type { RunView } from '../../workflows/run-view.ts'
import { useSpeech } from '../language/language.ts'
import { durationText } from './duration-text.ts'
import { remainingMs } from './remaining-time.ts'
import { expectedDurations } from './run-progress.ts'

/** What is left of a run, in words; looked at once a second. One that ends at its next step has nothing left to tell. */
export function useTimeLeft(run: RunView | undefined): string {
  const { t } = useSpeech()
  const [ms, setMs] = useState<number>()
  const newest = useRef(run)
  useEffect(() => {
    newest.current = run
  })
  const runId = run?.state === 'running' && !run.isCancelling ? run.runId : undefined
  useEffect(() => {
    if (runId === undefined) return
    const look = () => setMs(newest.current && remainingMs(newest.current, expectedDurations(), Date.now()))
    look()
    const timer = setInterval(look, 1000)
    return () => clearInterval(timer)
  }, [runId])
  return runId !== undefined && ms !== undefined
    ? t('run.left', { time: durationText(Math.max(1000, ms)) })
    : ''
}
