import { fitAll, fitNodes, zoomIn, zoomOut } from '../canvas/canvas-view.ts'
import { downloadDocument, openBlank, openPickedFile, saveDocument } from '../document/document-file.ts'
import { currentDocument, redo, undo } from '../document/document-store.ts'
import { jumpToNextProblem } from '../check/jump-to-problem.ts'
import { chooseLanguage, speech } from '../language/language.ts'
import { cancelShownRun, queueRun } from '../run/run-actions.ts'
import { shownRun } from '../run/run-store.ts'
import {
  changeSettings,
  type Theme,
  toggleInspector,
  togglePanel,
  useSettings,
} from '../view/settings-store.ts'
import { closePlayer, usePlayer } from '../player/player-store.ts'
import { hasVideo } from '../player/result-videos.ts'
import { notify, openPalette, toggleApp, useView } from '../view/view-store.ts'
import { arrangeCommands } from './arrange.commands.ts'
import type { Command } from './command.ts'
import { graphCommands } from './graph.commands.ts'
import { subgraphCommands } from '../subgraphs/subgraph.commands.ts'

const hasSelection = () => useView.getState().selection.length > 0
const settings = () => useSettings.getState()
const nextTheme: Readonly<Record<Theme, Theme>> = { dark: 'light', light: 'system', system: 'dark' }

const runCommands: readonly Command[] = [
  { id: 'command.queue', shortcuts: ['mod+enter'], inField: true, run: () => void queueRun() },
  {
    id: 'command.cancel',
    shortcuts: ['mod+alt+enter'],
    inField: true,
    isEnabled: () => ['queued', 'running'].includes(shownRun()?.state ?? ''),
    run: () => void cancelShownRun(),
  },
  {
    id: 'command.run-to',
    shortcuts: ['alt+enter'],
    isEnabled: hasSelection,
    run: () => void queueRun(useView.getState().selection.filter((id) => !id.includes(':'))),
  },
]

const documentCommands: readonly Command[] = [
  { id: 'command.save', shortcuts: ['mod+s'], inField: true, run: () => void saveDocument() },
  { id: 'command.open', shortcuts: ['mod+o'], inField: true, run: () => void openPickedFile() },
  { id: 'command.new', run: openBlank },
  { id: 'command.download', run: downloadDocument },
  {
    id: 'command.undo',
    shortcuts: ['mod+z'],
    inField: true,
    isEnabled: () => currentDocument().past.length > 0,
    run: undo,
  },
  {
    id: 'command.redo',
    shortcuts: ['mod+shift+z', 'mod+y'],
    inField: true,
    isEnabled: () => currentDocument().future.length > 0,
    run: redo,
  },
]

/** A player without a video would be an empty drawer. */
function togglePlayer(): void {
  if (!usePlayer.getState().chosen && !hasVideo()) notify(speech().t('player.empty'))
  else changeSettings({ drawerOpen: !settings().drawerOpen })
}

const viewCommands: readonly Command[] = [
  { id: 'command.search', shortcuts: ['mod+k'], inField: true, run: () => openPalette() },
  { id: 'command.fit', shortcuts: ['.'], run: fitAll },
  {
    id: 'command.fit-selection',
    shortcuts: ['shift+.', 'f'],
    isEnabled: hasSelection,
    run: () => fitNodes(useView.getState().selection),
  },
  { id: 'command.next-problem', shortcuts: ['f8'], inField: true, run: jumpToNextProblem },
  { id: 'command.zoom-in', shortcuts: ['alt+='], run: zoomIn },
  { id: 'command.zoom-out', shortcuts: ['alt+-'], run: zoomOut },
  {
    id: 'command.minimap',
    shortcuts: ['alt+m'],
    run: () => changeSettings({ minimap: !settings().minimap }),
  },
  {
    id: 'command.lock',
    shortcuts: ['h'],
    run: () => useView.setState(({ locked }) => ({ locked: !locked })),
  },
  { id: 'command.snap', run: () => changeSettings({ snap: !settings().snap }) },
  { id: 'command.nodes', shortcuts: ['n'], run: () => togglePanel('nodes') },
  { id: 'command.workflows', shortcuts: ['w'], run: () => togglePanel('workflows') },
  { id: 'command.models', shortcuts: ['m'], run: () => togglePanel('models') },
  { id: 'command.runs', shortcuts: ['q'], run: () => togglePanel('runs') },
  { id: 'command.assets', shortcuts: ['a'], run: () => togglePanel('assets') },
  { id: 'command.outline', shortcuts: ['o'], run: () => togglePanel('outline') },
  {
    id: 'command.inspector',
    shortcuts: ['i'],
    run: toggleInspector,
  },
  {
    id: 'command.player',
    shortcuts: ['t'],
    run: togglePlayer,
  },
  {
    id: 'command.close-player',
    shortcuts: ['escape'],
    isEnabled: () => settings().drawerOpen,
    run: closePlayer,
  },
  {
    id: 'command.app',
    shortcuts: ['mod+shift+a'],
    inField: true,
    run: toggleApp,
  },
  { id: 'command.theme', run: () => changeSettings({ theme: nextTheme[settings().theme] }) },
  {
    id: 'command.language',
    run: () => void chooseLanguage(speech().locale === 'en' ? 'zh-CN' : 'en'),
  },
  {
    id: 'command.shortcuts',
    shortcuts: ['mod+shift+k', 'shift+?'],
    run: () => useView.setState({ shortcutsShown: true }),
  },
]

export const commands: readonly Command[] = [
  ...runCommands,
  ...documentCommands,
  ...graphCommands,
  ...subgraphCommands,
  ...arrangeCommands,
  ...viewCommands,
]

export function commandById(id: Command['id']): Command | undefined {
  return commands.find((command) => command.id === id)
}

export const isEnabled = ({ isEnabled: enabled }: Command): boolean => enabled?.() ?? true
