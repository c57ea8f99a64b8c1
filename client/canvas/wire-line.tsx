import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react'
import { type CSSProperties, memo } from 'react'
import { useCheck } from '../check/check-store.ts'
import { useSocketColor } from '../library/installed-store.ts'
import { useNodeRun } from '../run/run-store.ts'
import type { Wire } from './canvas-nodes.ts'
import { useCanvasView } from './canvas-view.ts'
import { factsText } from './facts-text.ts'

const pixelsPerLetter = 6

/** A wire in its type's colour; near by it tells what flows through it. */
export const WireLine = memo(function WireLine(props: EdgeProps<Wire>) {
  const { source, sourceHandleId, target, targetHandleId, data, selected } = props
  const color = useSocketColor(data?.type ?? '*')
  const facts = useCheck((state) => state.facts[source]?.[sourceHandleId ?? ''])
  const broken = useCheck((state) =>
    state.byNode.get(target)?.some(({ port, code }) => port === targetHandleId && code === 'wrong-type'),
  )
  const near = useCanvasView((view) => view.detail === 'near')
  const done = useNodeRun(source)?.state === 'done'
  const [path, labelX, labelY] = getBezierPath(props)
  const text = facts ? factsText(facts) : ''
  // Only sizes are worth reading in passing, and only where they fit between the cards.
  const isSize = facts?.width !== undefined || facts?.shape !== undefined
  const fits = Math.abs(props.targetX - props.sourceX) > text.length * pixelsPerLetter + 16
  const classes = ['wire', selected && 'selected', broken && 'broken', done && 'finished'].filter(Boolean)
  return (
    <g className={classes.join(' ')} style={{ '--port': color } as CSSProperties}>
      <BaseEdge path={path} interactionWidth={16} />
      {text && (
        <text
          x={labelX}
          y={labelY - 6}
          className={near && isSize && fits ? 'wire-label near' : 'wire-label'}
          textAnchor="middle"
        >
          {text}
        </text>
      )}
    </g>
  )
})
