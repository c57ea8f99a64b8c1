import { fitNodes, jumpTo } from '../canvas/canvas-view.ts'
import { currentDocument, currentGraph, currentPlace } from '../document/document-store.ts'
import { pathSegments, subgraphIdOf } from '../../workflows/subgraphs/subgraph.ts'
import { select, useView } from '../view/view-store.ts'
import { setEnteredPath } from './entered-path.ts'

/** Shows the graph behind a chain of instances. */
function show(path: readonly string[], selection: readonly string[] = []): void {
  select(selection)
  useView.setState({ menu: undefined })
  setEnteredPath(currentDocument().workflow.id, path)
}

export const isInstance = (id: string | undefined): boolean =>
  subgraphIdOf(currentGraph().nodes[id ?? '']?.type ?? '') !== undefined

/** Goes into an instance in view. */
export function goInside(instance: string): void {
  if (isInstance(instance)) show([...currentPlace().path, instance])
}

/** Goes back to where only so many instances are entered; the one that was left is selected. */
export function goBack(depth = currentPlace().path.length - 1): void {
  const { path } = currentPlace()
  const left = path[depth]
  if (left !== undefined) show(path.slice(0, depth), [left])
}

/** Selects a node anywhere in the workflow, by its path, going inside where it is not in view. */
export function selectPath(path: string): void {
  const segments = pathSegments(path)
  const around = segments.slice(0, -1)
  if (around.join('/') === currentPlace().path.join('/')) select(segments.slice(-1))
  else show(around, segments.slice(-1))
}

/** Selects a node anywhere in the workflow, by its path, and brings it into view. */
export function jumpToPath(path: string): void {
  const segments = pathSegments(path)
  const around = segments.slice(0, -1)
  const node = segments.at(-1) ?? ''
  if (around.join('/') === currentPlace().path.join('/')) {
    jumpTo(node)
    return
  }
  show(around, [node])
  // The canvas draws the other graph first.
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => fitNodes([node]))))
}
