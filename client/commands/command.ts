import type { TextKey } from '../language/texts.ts'

/** Something a person can do. Menu, palette and shortcut are made from this one object. */
export interface Command {
  readonly id: TextKey & `command.${string}`
  /** `mod` is Ctrl, or ⌘ on a Mac: `mod+shift+z`. The first one is shown. */
  readonly shortcuts?: readonly string[]
  /** Works while a text field has the focus, too. */
  readonly inField?: boolean
  readonly isEnabled?: () => boolean
  readonly run: () => void
}

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent)

export interface Keys {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** The modifiers that are held, in the order shortcuts are written. */
export function heldKeys({ ctrlKey, metaKey, altKey, shiftKey }: Keys): readonly string[] {
  const held = { mod: isMac ? metaKey : ctrlKey, alt: altKey, shift: shiftKey }
  return Object.entries(held).flatMap(([name, isHeld]) => (isHeld ? [name] : []))
}

export function matchesShortcut(event: Keys, shortcut: string): boolean {
  const parts = shortcut.split('+')
  const key = parts.at(-1) ?? ''
  const mod = isMac ? event.metaKey : event.ctrlKey
  const otherMod = isMac ? event.ctrlKey : event.metaKey
  const modifiersFit =
    mod === parts.includes('mod') &&
    !otherMod &&
    event.altKey === parts.includes('alt') &&
    event.shiftKey === parts.includes('shift')
  // With Alt or Shift held the key's letter changes on some layouts; its place on the keyboard does not.
  return modifiersFit && (event.key.toLowerCase() === key || event.code.toLowerCase() === `key${key}`)
}

const names: Readonly<Record<string, string>> = isMac
  ? { mod: '⌘', shift: '⇧', alt: '⌥', enter: '↩', delete: '⌦', backspace: '⌫', ' ': 'Space', escape: 'Esc' }
  : {
      mod: 'Ctrl',
      shift: 'Shift',
      alt: 'Alt',
      enter: 'Enter',
      delete: 'Del',
      backspace: '⌫',
      ' ': 'Space',
      escape: 'Esc',
    }

export function shortcutText(shortcut: string): string {
  const parts = shortcut.split('+').map((part) => names[part] ?? part.toUpperCase())
  return parts.join(isMac ? '' : '+')
}
