import { middleOfView, toCanvas } from '../canvas/canvas-view.ts'
import { deleteSelection, pasteText, selectionAsText } from '../document/graph-commands.ts'
import { useView } from '../view/view-store.ts'
import { matchesShortcut } from './command.ts'
import { commands, isEnabled } from './commands.ts'
import { shortcutsOf } from './shortcuts.ts'

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null

/** Space and Enter press the button that has the focus; a dialog keeps all its keys. */
function belongsToControl(shortcut: string, target: EventTarget | null): boolean {
  // Also when nothing in it has the focus, as after a button that is off once it was pressed.
  if (document.querySelector('dialog:modal') !== null) return true
  if (!(target instanceof HTMLElement)) return false
  return [' ', 'enter'].includes(shortcut) && target.closest('button, a, summary') !== null
}

function onKeyDown(event: KeyboardEvent): void {
  shiftHeld = event.shiftKey
  // While an input method composes, every key is its.
  if (event.isComposing || event.defaultPrevented || useView.getState().palette) return
  const meant = commands.flatMap((command) => {
    const shortcut = shortcutsOf(command).find((keys) => matchesShortcut(event, keys))
    return shortcut === undefined ? [] : [{ command, shortcut }]
  })
  // Several commands may share a key, such as Escape: the first that can do something has it.
  const [{ command, shortcut } = {}] = [...meant.filter((one) => isEnabled(one.command)), ...meant]
  if (!command || shortcut === undefined) return
  if ((isField(event.target) && !command.inField) || belongsToControl(shortcut, event.target)) return
  event.preventDefault()
  if (isEnabled(command)) command.run()
}

let pointer: { x: number; y: number } | undefined
/** Ctrl+Shift+V pastes with the wires that came in; the paste event itself does not tell. */
let shiftHeld = false

/** Copy, cut and paste go through the system's clipboard as text: from tab to tab, or into a message. */
function onCopy(event: ClipboardEvent): void {
  if (isField(event.target) || document.getSelection()?.toString()) return
  const text = selectionAsText()
  if (!text) return
  event.clipboardData?.setData('text/plain', text)
  event.preventDefault()
}

function onPaste(event: ClipboardEvent): void {
  if (isField(event.target)) return
  const text = event.clipboardData?.getData('text/plain') ?? ''
  const at = pointer ? toCanvas(pointer) : middleOfView()
  if (pasteText(text, { at, keepLinks: shiftHeld })) event.preventDefault()
}

export function listenToKeys(): void {
  window.addEventListener('keydown', onKeyDown)
  document.addEventListener('copy', onCopy)
  document.addEventListener('cut', (event) => {
    onCopy(event)
    if (event.defaultPrevented) deleteSelection()
  })
  document.addEventListener('paste', onPaste)
  document.addEventListener('pointermove', (event) => {
    const onCanvas = event.target instanceof Element && event.target.closest('.canvas')
    pointer = onCanvas ? { x: event.clientX, y: event.clientY } : undefined
  })
}
