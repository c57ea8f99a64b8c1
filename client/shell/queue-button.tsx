import { Dices, Play, Square } from 'lucide-react'
import { shortcutText } from '../commands/command.ts'
import { useWorkflow } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { OutlookLine } from '../run/outlook.tsx'
import { cancelShownRun, isRunnable, queueRun } from '../run/run-actions.ts'
import { runProgress } from '../run/run-progress.ts'
import { useRuns, useShownRun } from '../run/run-store.ts'
import { changeSettings, useSettings } from '../view/settings-store.ts'

/** The action of the moment: queue, and stop what runs. */
export function QueueButton() {
  const { t } = useSpeech()
  const run = useShownRun()
  const runnable = useWorkflow(isRunnable)
  const waiting = useRuns((state) => state.runs.filter(({ state: at }) => at === 'queued').length)
  const active = run && run.state !== 'over'
  const share = run && active ? runProgress(run) : 0
  return (
    <span className="queue">
      <OutlookLine />
      <SeedSwitch />
      {active && (
        <button
          className="button stop"
          onClick={() => void cancelShownRun()}
          disabled={run.isCancelling}
          aria-label={t(run.isCancelling ? 'run.run-cancelling' : 'run.cancel')}
          title={shortcutText('mod+alt+enter')}
        >
          <Square size={12} aria-hidden />
          <span>{t(run.isCancelling ? 'run.run-cancelling' : 'run.cancel')}</span>
        </button>
      )}
      <button
        className="button primary queue-button"
        disabled={!runnable}
        style={{ '--share': share } as React.CSSProperties}
        data-active={active ? true : undefined}
        title={shortcutText('mod+enter')}
        onClick={() => void queueRun()}
      >
        <Play size={13} aria-hidden />
        <span>{t('run.queue')}</span>
        {waiting > 0 && <span className="badge">{waiting}</span>}
      </button>
    </span>
  )
}

function SeedSwitch() {
  const { t } = useSpeech()
  const on = useSettings((state) => state.randomSeed)
  const label = t(on ? 'run.random-seed-on' : 'run.random-seed-off')
  return (
    <button
      className="icon-button look"
      aria-pressed={on}
      title={label}
      aria-label={t('run.random-seed')}
      onClick={() => changeSettings({ randomSeed: !on })}
    >
      <Dices size={16} />
    </button>
  )
}
