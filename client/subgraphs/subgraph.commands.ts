import type { Command } from '../commands/command.ts'
import { currentPlace } from '../document/document-store.ts'
import { useView } from '../view/view-store.ts'
import { goBack, goInside } from './go-inside.ts'
import { makeFromSelection, selectedInstances, unpackSelection } from './subgraph-commands.ts'

const hasNodes = () => useView.getState().selection.some((id) => !id.includes(':'))
const only = (): string | undefined => {
  const instances = selectedInstances()
  return instances.length === 1 && useView.getState().selection.length === 1 ? instances[0] : undefined
}

export const subgraphCommands: readonly Command[] = [
  {
    id: 'command.make-subgraph',
    shortcuts: ['mod+shift+e', 'mod+shift+g'],
    isEnabled: hasNodes,
    run: makeFromSelection,
  },
  {
    id: 'command.unpack-subgraph',
    shortcuts: ['mod+shift+u'],
    isEnabled: () => selectedInstances().length > 0,
    run: unpackSelection,
  },
  {
    id: 'command.enter-subgraph',
    shortcuts: ['enter'],
    isEnabled: () => only() !== undefined,
    run: () => goInside(only() ?? ''),
  },
  {
    id: 'command.leave-subgraph',
    shortcuts: ['escape'],
    isEnabled: () => currentPlace().path.length > 0,
    run: () => goBack(),
  },
]
