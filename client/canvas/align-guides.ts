import { create } from 'zustand'
import { useCanvas } from './canvas-nodes.ts'
import { type CanvasNode, defaultWidth } from './draw-graph.ts'

interface Guides {
  /** Lines in canvas units, drawn while a dragged card is in line with another. */
  readonly x?: number
  readonly y?: number
}

export const useGuides = create<Guides>(() => ({}))

const reach = 4
/** Beyond this a screen is full of lines, and looking for them costs frames. */
const mostNodes = 300

let edges: { readonly xs: readonly number[]; readonly ys: readonly number[] } | undefined

const linesOf = ({ position, measured, width }: CanvasNode) => {
  const wide = measured?.width ?? width ?? defaultWidth
  return { xs: [position.x, position.x + wide / 2, position.x + wide], ys: [position.y] }
}

/** Where the edges of the other cards lie is looked up once, when the drag begins. */
export function startGuides(dragged: CanvasNode): void {
  const others = useCanvas
    .getState()
    .nodes.filter((node) => !node.selected && node.id !== dragged.id && node.type === 'card')
  edges =
    others.length > mostNodes
      ? undefined
      : { xs: others.flatMap((node) => linesOf(node).xs), ys: others.flatMap((node) => linesOf(node).ys) }
}

export function dragGuides(dragged: CanvasNode): void {
  if (!edges) return
  const own = linesOf(dragged)
  const x = nearest(own.xs, edges.xs)
  const y = nearest(own.ys, edges.ys)
  const shown = useGuides.getState()
  if (shown.x !== x || shown.y !== y) useGuides.setState({ x, y }, true)
}

export function endGuides(): void {
  edges = undefined
  useGuides.setState({}, true)
}

function nearest(own: readonly number[], others: readonly number[]): number | undefined {
  for (const line of own) {
    const found = others.find((other) => Math.abs(other - line) < reach)
    if (found !== undefined) return found
  }
  return undefined
}
