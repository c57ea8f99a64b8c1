import { useEffect } from 'react'
import { toCanvas } from '../canvas/canvas-view.ts'
import { type Command, shortcutText } from '../commands/command.ts'
import { commandById, isEnabled } from '../commands/commands.ts'
import { addNote } from '../document/frame-commands.ts'
import { useSpeech } from '../language/language.ts'
import { openPalette, type ScreenPoint, select, useView } from '../view/view-store.ts'

const nodeMenu = [
  'command.run-to',
  'command.bypass',
  'command.mute',
  'command.collapse',
  'command.duplicate',
  'command.group',
  'command.delete-reconnect',
  'command.delete',
] as const
const paneMenu = [
  'command.select-all',
  'command.fit',
  'command.minimap',
  'command.snap',
  'command.shortcuts',
] as const

const close = () => useView.setState({ menu: undefined })

/** The menu of the right mouse button, for a node or for the empty canvas. */
export function CanvasMenu() {
  const menu = useView((state) => state.menu)
  useEffect(() => {
    if (!menu) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    window.addEventListener('keydown', onKey)
    window.addEventListener('pointerdown', onAway)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('pointerdown', onAway)
    }
  }, [menu])
  if (!menu) return null
  if (menu.node && !useView.getState().selection.includes(menu.node)) select([menu.node])
  const ids = menu.node ? nodeMenu : paneMenu
  return (
    <div
      className="menu"
      role="menu"
      style={{
        left: Math.min(menu.at.x, window.innerWidth - 240),
        top: Math.min(menu.at.y, window.innerHeight - 320),
      }}
    >
      {!menu.node && <AddLines at={menu.at} />}
      {ids.map((id) => (
        <MenuLine key={id} command={commandById(id)} />
      ))}
    </div>
  )
}

function onAway(event: PointerEvent): void {
  if (!(event.target instanceof Element && event.target.closest('.menu'))) close()
}

function MenuLine({ command }: { command: Command | undefined }) {
  const { t } = useSpeech()
  if (!command) return null
  const run = () => {
    close()
    command.run()
  }
  return (
    <button role="menuitem" disabled={!isEnabled(command)} onClick={run}>
      <span>{t(command.id)}</span>
      {command.shortcuts?.[0] && <kbd>{shortcutText(command.shortcuts[0])}</kbd>}
    </button>
  )
}

function AddLines({ at }: { at: ScreenPoint }) {
  const { t } = useSpeech()
  const addNodeHere = () => {
    close()
    openPalette({ at: toCanvas(at), screen: at })
  }
  const addNoteHere = () => {
    close()
    addNote(toCanvas(at))
  }
  return (
    <>
      <button role="menuitem" onClick={addNodeHere}>
        <span>{t('command.add-node')}</span>
        <kbd>{shortcutText(' ')}</kbd>
      </button>
      <button role="menuitem" onClick={addNoteHere}>
        <span>{t('command.note')}</span>
      </button>
    </>
  )
}
