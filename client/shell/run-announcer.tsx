import { useEffect } from 'react'
import { useWorkflow } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { runProgress, useShownRun } from '../run/run-store.ts'

/** Tells how the run goes where nobody looks: in the tab's title, and to a screen reader. */
export function RunAnnouncer() {
  const { t } = useSpeech()
  const run = useShownRun()
  const name = useWorkflow((workflow) => workflow.name)
  const running = run?.state === 'running'
  const percent = run && running ? Math.round(runProgress(run) * 100) : undefined
  useEffect(() => {
    document.title = percent === undefined ? `${name} · Reelgraph` : `${percent} % · ${name}`
  }, [percent, name])
  const state = run ? t(`run.run-${run.outcome ?? run.state}`) : ''
  const node = Object.entries(run?.nodes ?? {}).find(([, view]) => view.state === 'running')?.[0]
  return (
    <div className="for-readers" role="status" aria-live="polite">
      {state} {running && node ? t('run.now', { node }) : ''}
    </div>
  )
}
