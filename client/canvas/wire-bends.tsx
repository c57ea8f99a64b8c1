import { type PointerEvent, useRef } from 'react'
import type { Point } from '../../workflows/graph-edits.ts'
import { moveBend, removeBend } from '../document/wire-commands.ts'
import { useSpeech } from '../language/language.ts'
import { useSettings } from '../view/settings-store.ts'
import { toCanvas } from './canvas-view.ts'

interface WireBendsProps {
  readonly wire: string
  readonly bends: readonly Point[]
  /** The bends during a drag; undefined when it is over. */
  readonly onDrag: (bends: readonly Point[] | undefined) => void
}

/** The dots a wire is led through: drag one to move it, double-click it to take it out. */
export function WireBends({ wire, bends, onDrag }: WireBendsProps) {
  const { t } = useSpeech()
  const moving = useRef<number>(undefined)
  const at = (event: PointerEvent): Point => {
    const { x, y } = toCanvas({ x: event.clientX, y: event.clientY })
    const grid = useSettings.getState().snap ? 8 : 1
    return { x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid }
  }
  const moved = (event: PointerEvent, place: number) =>
    bends.map((bend, other) => (other === place ? at(event) : bend))
  return bends.map(({ x, y }, place) => (
    <circle
      key={place}
      className="wire-bend nopan"
      {...{ cx: x, cy: y, r: 6 }}
      role="img"
      aria-label={t('canvas.bend')}
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        moving.current = place
      }}
      onPointerMove={(event) => {
        if (moving.current === place) onDrag(moved(event, place))
      }}
      onPointerUp={(event) => {
        if (moving.current !== place) return
        moving.current = undefined
        onDrag(undefined)
        moveBend(wire, place, at(event))
      }}
      onDoubleClick={(event) => {
        event.stopPropagation()
        removeBend(wire, place)
      }}
    >
      <title>{t('canvas.bend')}</title>
    </circle>
  ))
}
