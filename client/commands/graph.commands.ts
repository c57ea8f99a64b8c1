import { sizeOf } from '../canvas/canvas-nodes.ts'
import { middleOfView } from '../canvas/canvas-view.ts'
import type { GraphEdge } from '../../workflows/graph.ts'
import { currentGraph } from '../document/document-store.ts'
import { addNote, groupSelection } from '../document/frame-commands.ts'
import {
  deleteSelection,
  duplicateSelection,
  selectAll,
  toggleCollapsed,
} from '../document/graph-commands.ts'
import { switchMode } from '../document/switch-mode.ts'
import { toggleLinks } from '../document/wire-commands.ts'
import { speech } from '../language/language.ts'
import { portAt } from '../library/ports.ts'
import { openPalette, select, useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

const hasSelection = () => useView.getState().selection.length > 0
const hasWires = () => useView.getState().selectedWires.length > 0
const hasAnything = () => hasSelection() || hasWires()

/** Named links instead of wires, and back: called as the port they come from. */
function linkWires(): void {
  const nameOf = (edge: GraphEdge) => {
    const port = portAt(currentGraph(), edge.from, 'out')
    return port ? speech().local(port.label) : edge.from.port
  }
  toggleLinks(useView.getState().selectedWires, currentGraph().edges, nameOf)
}

export const graphCommands: readonly Command[] = [
  { id: 'command.add-node', shortcuts: [' ', 'shift+a'], run: () => openPalette() },
  {
    id: 'command.delete',
    shortcuts: ['delete', 'backspace'],
    isEnabled: hasAnything,
    run: () => deleteSelection(),
  },
  {
    id: 'command.delete-reconnect',
    shortcuts: ['mod+x'],
    isEnabled: hasSelection,
    run: () => deleteSelection(true),
  },
  { id: 'command.duplicate', shortcuts: ['mod+d'], isEnabled: hasSelection, run: duplicateSelection },
  { id: 'command.select-all', shortcuts: ['mod+a'], run: selectAll },
  { id: 'command.lasso', shortcuts: ['shift+s'], run: () => useView.setState({ lassoing: true }) },
  { id: 'command.select-none', shortcuts: ['escape'], isEnabled: hasAnything, run: () => select([]) },
  { id: 'command.bypass', shortcuts: ['mod+b'], isEnabled: hasSelection, run: () => switchMode('bypass') },
  { id: 'command.mute', shortcuts: ['mod+m'], isEnabled: hasSelection, run: () => switchMode('mute') },
  { id: 'command.collapse', shortcuts: ['alt+c'], isEnabled: hasSelection, run: () => toggleCollapsed() },
  {
    id: 'command.group',
    shortcuts: ['mod+g'],
    isEnabled: hasSelection,
    run: () => groupSelection(speech().t('canvas.group'), sizeOf),
  },
  { id: 'command.link-wires', shortcuts: ['alt+l'], isEnabled: hasWires, run: linkWires },
  { id: 'command.note', run: () => addNote(middleOfView()) },
]
