import { arrange } from '../canvas/auto-layout.ts'
import { sizeOf } from '../canvas/canvas-nodes.ts'
import { alignSelection, distributeSelection, type Side, togglePinned } from '../document/arrange-commands.ts'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

const count = () => useView.getState().selection.length
const aligned = (side: Side) => ({ isEnabled: () => count() > 1, run: () => alignSelection(side, sizeOf) })

export const arrangeCommands: readonly Command[] = [
  { id: 'command.arrange', shortcuts: ['shift+l'], run: () => void arrange() },
  { id: 'command.align-left', ...aligned('left') },
  { id: 'command.align-right', ...aligned('right') },
  { id: 'command.align-top', ...aligned('top') },
  { id: 'command.align-bottom', ...aligned('bottom') },
  {
    id: 'command.distribute-x',
    isEnabled: () => count() > 2,
    run: () => distributeSelection('x', sizeOf),
  },
  {
    id: 'command.distribute-y',
    isEnabled: () => count() > 2,
    run: () => distributeSelection('y', sizeOf),
  },
  { id: 'command.pin', shortcuts: ['p'], isEnabled: () => count() > 0, run: togglePinned },
]
