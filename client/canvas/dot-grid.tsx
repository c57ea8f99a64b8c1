import { useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'

/** Between dots, in canvas units. */
const gap = 24
const dot = 1.2
/** From afar every second dot is left out, and so on: a tight grid is a grey surface. */
const closest = 13

/** The dots behind the cards. A move shifts them as one layer by less than a gap, so that nothing is painted anew. */
export function DotGrid() {
  const layer = useRef<HTMLDivElement>(null)
  const flow = useStoreApi()
  useEffect(() => {
    let drawnZoom = 0
    const draw = () => {
      const { style } = layer.current ?? {}
      if (!style) return
      const [x, y, zoom] = flow.getState().transform
      const step = gap * zoom * 2 ** Math.max(0, Math.ceil(Math.log2(closest / (gap * zoom))))
      if (zoom !== drawnZoom) {
        drawnZoom = zoom
        style.backgroundSize = `${step}px ${step}px`
        style.setProperty('--dot', `${Math.max(0.5, dot * zoom)}px`)
        style.inset = `${-step}px`
      }
      style.transform = `translate(${(x % step) + step / 2}px, ${(y % step) + step / 2}px)`
    }
    draw()
    return flow.subscribe((state, before) => {
      if (state.transform !== before.transform) draw()
    })
  }, [flow])
  return <div ref={layer} className="dot-grid" aria-hidden />
}
