import { BaseEdge, type EdgeProps } from '@xyflow/react'
import { type CSSProperties, memo, type MouseEvent, useState } from 'react'
import type { Point } from '../../workflows/graph-edits.ts'
import { useCheck } from '../check/check-store.ts'
import { addBend } from '../document/wire-commands.ts'
import { useSocketColor } from '../library/installed-store.ts'
import { useNodeRun } from '../run/run-store.ts'
import { toCanvas, useCanvasView } from './canvas-view.ts'
import type { Wire } from './draw-graph.ts'
import { factsText } from './facts-text.ts'
import { LinkChips } from './link-chips.tsx'
import { WireBends } from './wire-bends.tsx'
import { bendPlace, wirePath } from './wire-path.ts'
import { laneOf, useRoutes } from './wire-routes.ts'

const pixelsPerLetter = 6

/** A wire in its type's colour; near by it tells what flows through it. */
export const WireLine = memo(function WireLine(props: EdgeProps<Wire>) {
  const { id, target, targetHandleId, data, selected } = props
  const edge = data?.edge
  const color = useSocketColor(data?.type ?? '*')
  const broken = useCheck((state) =>
    state.byNode.get(target)?.some(({ port, code }) => port === targetHandleId && code === 'wrong-type'),
  )
  const done = useNodeRun(edge?.from.node ?? '')?.state === 'done'
  // While a bend is dragged only this wire knows where it is.
  const [dragged, setDragged] = useState<readonly Point[]>()
  const bends = dragged ?? edge?.bends
  const lane = useRoutes(({ lanes }) => laneOf(lanes, id, props))
  const { path, label } = wirePath(props, { bends, lane })
  const asChips = edge?.link !== undefined && !selected
  const classes = ['wire', selected && 'selected', broken && 'broken', done && 'finished'].filter(Boolean)
  const bendHere = (event: MouseEvent) => {
    event.stopPropagation()
    const at = toCanvas({ x: event.clientX, y: event.clientY })
    addBend(id, bendPlace(props, bends ?? [], at), at)
  }
  return (
    <g
      className={classes.join(' ')}
      style={{ '--port': color } as CSSProperties}
      onDoubleClick={bendHere}
      onClick={(event) => {
        if (event.altKey) bendHere(event)
      }}
    >
      {asChips ? (
        <LinkChips {...props} name={edge.link ?? ''} />
      ) : (
        <BaseEdge path={path} interactionWidth={16} />
      )}
      {!asChips && bends && <WireBends wire={id} bends={bends} onDrag={setDragged} />}
      {!asChips && <WireLabel {...props} at={label} />}
    </g>
  )
})

/** What flows through the wire; always near by, else while it is hovered. */
function WireLabel({ source, sourceHandleId, sourceX, targetX, at }: EdgeProps<Wire> & { at: Point }) {
  const facts = useCheck((state) => state.facts[source]?.[sourceHandleId ?? ''])
  const near = useCanvasView((view) => view.detail === 'near')
  const text = facts ? factsText(facts) : ''
  if (!text) return null
  // Only sizes are worth reading in passing, and only where they fit between the cards.
  const isSize = facts?.width !== undefined || facts?.shape !== undefined
  const fits = Math.abs(targetX - sourceX) > text.length * pixelsPerLetter + 16
  return (
    <text
      x={at.x}
      y={at.y - 6}
      className={near && isSize && fits ? 'wire-label near' : 'wire-label'}
      textAnchor="middle"
    >
      {text}
    </text>
  )
}
