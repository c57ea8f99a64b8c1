import { type KeyboardEvent, type PointerEvent, useRef } from 'react'

interface ResizeEdgeProps {
  readonly name: string
  readonly side: 'left' | 'right' | 'top'
  readonly size: number
  readonly range: readonly [number, number]
  readonly onResize: (size: number) => void
}

/** The edge of a panel; it is dragged, or moved with the arrow keys. */
export function ResizeEdge({ name, side, size, range, onResize }: ResizeEdgeProps) {
  const start = useRef<{ at: number; size: number }>(undefined)
  const [min, max] = range
  const along = (event: PointerEvent) => (side === 'top' ? event.clientY : event.clientX)
  const grows = side === 'right' ? 1 : -1
  const set = (next: number) => onResize(Math.round(Math.min(max, Math.max(min, next))))
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 16, ArrowDown: 16, ArrowLeft: -16, ArrowUp: -16 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    set(size + step * grows)
  }
  return (
    <div
      className={`resize-edge ${side}`}
      role="separator"
      tabIndex={0}
      aria-label={name}
      aria-orientation={side === 'top' ? 'horizontal' : 'vertical'}
      {...{ 'aria-valuenow': size, 'aria-valuemin': min, 'aria-valuemax': max }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { at: along(event), size }
      }}
      onPointerMove={(event) => {
        if (start.current) set(start.current.size + (along(event) - start.current.at) * grows)
      }}
      onPointerUp={() => {
        start.current = undefined
      }}
    />
  )
}
