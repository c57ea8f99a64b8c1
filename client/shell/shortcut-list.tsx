import { type KeyboardEvent, useState } from 'react'
import { type Command, shortcutText } from '../commands/command.ts'
import { commands } from '../commands/commands.ts'
import {
  changeShortcut,
  conflictsOf,
  pressedShortcut,
  resetShortcuts,
  shortcutsOf,
} from '../commands/shortcuts.ts'
import { useSpeech } from '../language/language.ts'
import { useSettings } from '../view/settings-store.ts'
import { useView } from '../view/view-store.ts'
import { Dialog } from './dialog.tsx'

const close = () => useView.setState({ shortcutsShown: false })

/** All commands with their keys; a click on a key asks for another one. */
export function ShortcutList() {
  const { t } = useSpeech()
  const shown = useView((state) => state.shortcutsShown)
  const changed = useSettings(({ shortcuts }) => Object.keys(shortcuts).length > 0)
  const [taken, setTaken] = useState<string>()
  if (!shown) return null
  return (
    <Dialog title={t('shell.shortcuts')} onClose={close}>
      <p className="shortcut-hint" role="status">
        {taken ?? t('shell.shortcuts-hint')}
      </p>
      <dl className="shortcuts">
        {commands.map((command) => (
          <ShortcutRow key={command.id} command={command} onTaken={setTaken} />
        ))}
      </dl>
      <p className="row">
        <button className="button" disabled={!changed} onClick={resetShortcuts}>
          {t('shell.shortcuts-reset')}
        </button>
        <button className="button" onClick={close}>
          {t('shell.close')}
        </button>
      </p>
    </Dialog>
  )
}

interface ShortcutRowProps {
  readonly command: Command
  /** Tells who lost a key to this command; nothing when nobody did. */
  readonly onTaken: (told: string | undefined) => void
}

function ShortcutRow({ command, onTaken }: ShortcutRowProps) {
  const { t } = useSpeech()
  useSettings((state) => state.shortcuts[command.id])
  const [asking, setAsking] = useState(false)
  const shortcuts = shortcutsOf(command)
  const take = (event: KeyboardEvent) => {
    if (!asking || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    const shortcut = pressedShortcut(event.nativeEvent)
    if (shortcut === undefined) return
    setAsking(false)
    if (shortcut === 'escape') return
    const [loser] = conflictsOf(command, shortcut, commands)
    changeShortcut(command, shortcut, commands)
    onTaken(loser && t('shell.shortcut-taken', { keys: shortcutText(shortcut), command: t(loser.id) }))
  }
  return (
    <div>
      <dt>{t(command.id)}</dt>
      <dd>
        <button
          className="shortcut-button"
          aria-label={t('shell.shortcut-change', { command: t(command.id) })}
          onClick={() => setAsking(true)}
          onKeyDown={take}
          onBlur={() => setAsking(false)}
        >
          {asking
            ? t('shell.shortcut-press')
            : shortcuts.length > 0
              ? shortcuts.map((shortcut) => <kbd key={shortcut}>{shortcutText(shortcut)}</kbd>)
              : t('shell.shortcut-none')}
        </button>
      </dd>
    </div>
  )
}
