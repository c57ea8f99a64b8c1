import { pathInView } from '../document/document-store.ts'
import { jumpToPath } from '../subgraphs/go-inside.ts'
import { useView } from '../view/view-store.ts'
import type { PlacedProblem } from '../subgraphs/problems-in-view.ts'
import { useCheck } from './check-store.ts'

const calledMs = 1600

/** Brings the node into view, the field that is to be mended under the hands, and its port to the eye. */
export function jumpToProblem({ at, node, port }: PlacedProblem): void {
  const path = at ?? node
  if (!path) return
  jumpToPath(path)
  const shown = path.slice(path.lastIndexOf('/') + 1)
  if (port) requestAnimationFrame(() => requestAnimationFrame(() => callPort(shown, port)))
}

function callPort(node: string, port: string): void {
  const field = `[data-param="${port}"] :is(input, textarea, select)`
  document.querySelector<HTMLElement>(`.inspector ${field}`)?.focus()
  const handle = document.querySelector(`[data-port="in ${node}.${port}"]`)
  handle?.animate({ outlineColor: ['var(--warning)', 'transparent'], outlineWidth: ['8px', '0px'] }, calledMs)
}

/** From problem to problem, in the order of the list; the first after the selected node's. */
export function jumpToNextProblem(): void {
  const problems = useCheck.getState().problems.filter(({ node }) => node !== undefined)
  const [selected] = useView.getState().selection
  const here = selected === undefined ? undefined : pathInView(selected)
  const now = problems.findLastIndex(({ at }) => at === here)
  const next = problems[(now + 1) % Math.max(1, problems.length)]
  if (next) jumpToProblem(next)
}
