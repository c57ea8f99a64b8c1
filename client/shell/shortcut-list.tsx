import { shortcutText } from '../commands/command.ts'
import { commands } from '../commands/commands.ts'
import { useSpeech } from '../language/language.ts'
import { useView } from '../view/view-store.ts'
import { Dialog } from './dialog.tsx'

const close = () => useView.setState({ shortcutsShown: false })

export function ShortcutList() {
  const { t } = useSpeech()
  const shown = useView((state) => state.shortcutsShown)
  if (!shown) return null
  return (
    <Dialog title={t('shell.shortcuts')} onClose={close}>
      <dl className="shortcuts">
        {commands
          .filter(({ shortcuts }) => shortcuts)
          .map(({ id, shortcuts }) => (
            <div key={id}>
              <dt>{t(id)}</dt>
              <dd>
                {shortcuts?.map((shortcut) => (
                  <kbd key={shortcut}>{shortcutText(shortcut)}</kbd>
                ))}
              </dd>
            </div>
          ))}
      </dl>
      <p className="row">
        <button className="button" onClick={close}>
          {t('shell.close')}
        </button>
      </p>
    </Dialog>
  )
}
