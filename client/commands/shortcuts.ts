import { changeSettings, useSettings } from '../view/settings-store.ts'
import { type Command, heldKeys, type Keys } from './command.ts'

/** The keys of a command: those a person chose, else its own. */
export function shortcutsOf({ id, shortcuts = [] }: Command): readonly string[] {
  return useSettings.getState().shortcuts[id] ?? shortcuts
}

/** What a pressed combination is called; undefined while only Ctrl and the like are held. */
export function pressedShortcut(event: Keys): string | undefined {
  const key = event.key.toLowerCase()
  if (['control', 'shift', 'alt', 'meta', 'dead', 'process'].includes(key)) return undefined
  // With Alt or Shift held the key's letter changes on some layouts; its place on the keyboard does not.
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase()
  return [...heldKeys(event), letter ?? key].join('+')
}

/** Other commands that have this key. Some share one on purpose, such as Escape, which does what there is to do. */
export function conflictsOf(
  command: Command,
  shortcut: string,
  commands: readonly Command[],
): readonly Command[] {
  return commands.filter((other) => other.id !== command.id && shortcutsOf(other).includes(shortcut))
}

/** Gives the command this key alone; whoever had it loses it. */
export function changeShortcut(command: Command, shortcut: string, commands: readonly Command[]): void {
  const { shortcuts } = useSettings.getState()
  const losers = conflictsOf(command, shortcut, commands).map(
    (other) => [other.id, shortcutsOf(other).filter((keys) => keys !== shortcut)] as const,
  )
  changeSettings({ shortcuts: { ...shortcuts, ...Object.fromEntries(losers), [command.id]: [shortcut] } })
}

export const resetShortcuts = (): void => changeSettings({ shortcuts: {} })
