import { useEffect } from 'react'
import { useWorkflow } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { useShippedText } from '../library/shipped-texts.ts'
import { runProgress } from '../run/run-progress.ts'
import { useShownRun } from '../run/run-store.ts'
import { runWords } from '../run/run-words.ts'
import { useTimeLeft } from '../run/time-left.ts'
import { endCause, notify } from '../view/view-store.ts'

/** Tells how the run goes where nobody looks: in the tab's title, and to a screen reader. */
export function RunAnnouncer() {
  const { t } = useSpeech()
  const run = useShownRun()
  const shipped = useShippedText()
  const name = useWorkflow((workflow) => shipped(workflow.name))
  const running = run?.state === 'running'
  const left = useTimeLeft(run)
  const percent = run && running ? Math.round(runProgress(run) * 100) : undefined
  useEffect(() => {
    document.title =
      percent === undefined ? `${name} · Reelgraph` : [`${percent} %`, left, name].filter(Boolean).join(' · ')
  }, [percent, left, name])
  useFailureNotice()
  const state = run ? t(runWords(run)) : ''
  const node = Object.entries(run?.nodes ?? {}).find(([, view]) => view.state === 'running')?.[0]
  return (
    <div className="for-readers" role="status" aria-live="polite">
      {state} {running && node ? t('run.now', { node }) : ''}
    </div>
  )
}

/** An older run that is looked at again has been told of before. */
const freshMs = 15_000

/** A run that fails says so even where its card or the inspector is out of sight. */
function useFailureNotice(): void {
  const { message } = useSpeech()
  const run = useShownRun()
  const failure = run?.failure
  const endedAt = run?.endedAt ?? 0
  useEffect(() => {
    if (!failure) endCause('failed')
    else if (Date.now() - endedAt < freshMs) notify(message(failure), 'error', 'failed')
  }, [failure, endedAt, message])
}
