import { useEffect } from 'react'
import { toCanvas } from '../canvas/canvas-view.ts'
import { type Command, shortcutText } from '../commands/command.ts'
import { commandById, isEnabled } from '../commands/commands.ts'
import { shortcutsOf } from '../commands/shortcuts.ts'
import { addNote } from '../document/frame-commands.ts'
import { useSpeech } from '../language/language.ts'
import { openPalette, type ScreenPoint, select, useView } from '../view/view-store.ts'
import { isInstance } from '../subgraphs/go-inside.ts'
import { TintRow } from './tint-row.tsx'

const nodeMenu = [
  'command.run-to',
  'command.bypass',
  'command.mute',
  'command.collapse',
  'command.pin',
  'command.duplicate',
  'command.group',
  'command.make-subgraph',
  'command.arrange',
  'command.delete-reconnect',
  'command.delete',
] as const
const manyMenu = [
  'command.align-left',
  'command.align-top',
  'command.distribute-x',
  'command.distribute-y',
] as const
const wireMenu = ['command.link-wires', 'command.delete'] as const
const frameMenu = ['command.duplicate', 'command.delete'] as const
const paneMenu = [
  'command.select-all',
  'command.arrange',
  'command.fit',
  'command.minimap',
  'command.snap',
  'command.lock',
  'command.shortcuts',
] as const

const close = () => useView.setState({ menu: undefined })

type Menu = NonNullable<ReturnType<typeof useView.getState>['menu']>

const instanceMenu = ['command.enter-subgraph', 'command.unpack-subgraph'] as const

function commandsOf({ node, wire }: Menu, selected: number) {
  if (wire) return wireMenu
  if (!node) return paneMenu
  if (node.includes(':')) return frameMenu
  const own = isInstance(node) ? instanceMenu : []
  return [...own, ...nodeMenu, ...(selected > 1 ? manyMenu : [])]
}

/** The menu of the right mouse button: for a node, a frame, a wire or the empty canvas. */
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
  const ids = commandsOf(menu, useView.getState().selection.length)
  return (
    <div
      className="menu"
      role="menu"
      style={{
        left: menu.at.x,
        top: menu.at.y,
      }}
      ref={keepOnScreen}
    >
      {!menu.node && !menu.wire && <AddLines at={menu.at} />}
      {menu.node && <TintRow onDone={close} />}
      {ids.map((id) => (
        <MenuLine key={id} command={commandById(id)} />
      ))}
    </div>
  )
}

/** Lines are taller and colours wider under a finger, so how much room the menu takes is measured. */
function keepOnScreen(menu: HTMLElement | null): void {
  if (!menu) return
  const { left, top, right, bottom } = menu.getBoundingClientRect()
  const back = (start: number, end: number, room: number) =>
    `${Math.max(8, Math.min(start, start + room - 8 - end))}px`
  menu.style.left = back(left, right, document.documentElement.clientWidth)
  menu.style.top = back(top, bottom, window.innerHeight)
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
  const [shortcut] = shortcutsOf(command)
  return (
    <button role="menuitem" disabled={!isEnabled(command)} onClick={run}>
      <span>{t(command.id)}</span>
      {shortcut && <kbd>{shortcutText(shortcut)}</kbd>}
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
