import { useStore } from '@xyflow/react'
import { useGuides } from './align-guides.ts'

/** Thin lines through what a dragged card is in line with. */
export function GuideLines() {
  const { x, y } = useGuides()
  return x === undefined && y === undefined ? null : <Lines x={x} y={y} />
}

function Lines({ x, y }: { x: number | undefined; y: number | undefined }) {
  const [left, top, zoom] = useStore(({ transform }) => transform)
  return (
    <>
      {x !== undefined && <div className="guide vertical" style={{ left: left + x * zoom }} />}
      {y !== undefined && <div className="guide" style={{ top: top + y * zoom }} />}
    </>
  )
}
