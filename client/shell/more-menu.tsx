import { EllipsisVertical } from 'lucide-react'
import { useRef } from 'react'
import { commandById, isEnabled } from '../commands/commands.ts'
import { useSpeech } from '../language/language.ts'

const held = [
  'command.search',
  'command.undo',
  'command.redo',
  'command.save',
  'command.new',
  'command.open',
  'command.fit',
  'command.theme',
  'command.language',
] as const

/** What a phone's narrow bar has no room for. */
export function MoreMenu() {
  const { t } = useSpeech()
  const menu = useRef<HTMLDivElement>(null)
  const run = (id: (typeof held)[number]) => {
    menu.current?.hidePopover()
    const command = commandById(id)
    if (command && isEnabled(command)) command.run()
  }
  return (
    <span className="more-menu">
      <button className="icon-button" popoverTarget="more-menu" aria-label={t('shell.more')}>
        <EllipsisVertical size={18} />
      </button>
      <div ref={menu} id="more-menu" popover="auto" className="menu" role="menu">
        {held.map((id) => (
          <button key={id} role="menuitem" onClick={() => run(id)}>
            {id === 'command.language' ? t('shell.language') : t(id)}
          </button>
        ))}
      </div>
    </span>
  )
}
