import { ViewportPortal } from '@xyflow/react'
import { useGuides } from './align-guides.ts'

const far = 100_000

/** Thin lines through what a dragged card is in line with. */
export function GuideLines() {
  const { x, y } = useGuides()
  return (
    <ViewportPortal>
      {x !== undefined && (
        <div
          className="guide vertical"
          style={{ transform: `translate(${x}px, ${-far}px)`, height: 2 * far }}
        />
      )}
      {y !== undefined && (
        <div className="guide" style={{ transform: `translate(${-far}px, ${y}px)`, width: 2 * far }} />
      )}
    </ViewportPortal>
  )
}
