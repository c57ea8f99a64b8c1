import { type ConnectionLineComponentProps, getBezierPath } from '@xyflow/react'
import type { CSSProperties } from 'react'
import { useSpeech } from '../language/language.ts'
import { useSocketColor } from '../library/installed-store.ts'
import { refusal } from '../library/ports.ts'
import { currentGraph } from '../document/document-store.ts'
import { useCanvasView } from './canvas-view.ts'
import { refusalText } from './refusal-text.ts'

/** The wire in hand; over a port it does not fit it says why. */
export function ConnectionLine(props: ConnectionLineComponentProps) {
  const { fromX, fromY, toX, toY, fromPosition, toPosition, fromHandle, toHandle } = props
  const speech = useSpeech()
  const color = useSocketColor(useCanvasView((view) => view.loose?.type ?? '*'))
  const [path] = getBezierPath({
    ...{ sourceX: fromX, sourceY: fromY, sourcePosition: fromPosition },
    ...{ targetX: toX, targetY: toY, targetPosition: toPosition },
  })
  const [from, to] = fromHandle.type === 'source' ? [fromHandle, toHandle] : [toHandle, fromHandle]
  const why =
    from && to && from.type !== to.type
      ? refusal(currentGraph(), {
          from: { node: from.nodeId, port: from.id ?? '' },
          to: { node: to.nodeId, port: to.id ?? '' },
        })
      : undefined
  return (
    <g>
      <path
        d={path}
        className={`wire-loose ${why ? 'refused' : ''}`}
        style={{ '--port': color } as CSSProperties}
      />
      {why && (
        <text x={toX + 14} y={toY + 22} className="wire-reason">
          {refusalText(why, speech)}
        </text>
      )}
    </g>
  )
}
