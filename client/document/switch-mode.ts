import { toggleMode } from '../../workflows/graph-edits.ts'
import { speech } from '../language/language.ts'
import { nodeData, useInstalled } from '../library/installed-store.ts'
import { titleOf } from '../library/node-title.ts'
import { lostByBypass } from '../library/ports.ts'
import { notify, useView } from '../view/view-store.ts'
import { currentGraph, editGraph } from './document-store.ts'

/** Bypasses or mutes what is selected, or brings it back. */
export function switchMode(mode: 'bypass' | 'mute'): void {
  const { nodes } = currentGraph()
  const selected = useView.getState().selection.filter((id) => id in nodes)
  const ids = mode === 'bypass' ? selected.filter(mayBypass) : selected
  if (ids.length > 0) editGraph({ key: `edit.${mode}` }, (graph) => toggleMode(graph, ids, mode))
}

/** A node without an input to pass on stays as it is, and a line says why; one that is bypassed may always come back. */
function mayBypass(id: string): boolean {
  const graph = currentGraph()
  const node = graph.nodes[id]
  const lost = node?.mode === 'bypass' ? undefined : lostByBypass(graph, id)
  if (!node || lost === undefined) return true
  const words = speech()
  const label = useInstalled.getState().sockets.get(lost)?.label
  const values = {
    node: titleOf(node, words, nodeData(node.type)),
    wanted: label ? words.local(label) : lost,
  }
  notify(words.message({ code: 'bypass-without-match', values, message: '' }), 'error')
  return false
}
