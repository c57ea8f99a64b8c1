import { type PointerEvent, type RefObject, useEffect, useState } from 'react'

/** How the picture lies in its stage: enlarged, and moved by shares of the stage's sides. */
export interface Zoom {
  readonly factor: number
  readonly x: number
  readonly y: number
}

const whole: Zoom = { factor: 1, x: 0, y: 0 }
const largest = 16
const perPixel = 1.002

interface Place {
  readonly x: number
  readonly y: number
}

/** Enlarges around a place given from the middle of the stage, which stays where it is; the picture never leaves the stage. */
export function zoomed({ factor, x, y }: Zoom, by: number, at: Place): Zoom {
  const next = Math.min(largest, Math.max(1, factor * by))
  const share = next / factor
  return within({ factor: next, x: at.x - (at.x - x) * share, y: at.y - (at.y - y) * share })
}

export const moved = ({ factor, x, y }: Zoom, by: Place): Zoom => within({ factor, x: x + by.x, y: y + by.y })

function within({ factor, x, y }: Zoom): Zoom {
  const most = (factor - 1) / 2
  // Plus nothing: a place is never -0.
  const held = (place: number) => Math.min(most, Math.max(-most, place)) + 0
  return { factor, x: held(x), y: held(y) }
}

/** The wheel enlarges the picture of a stage; `drag` moves it, for pointers that have nothing else to do there. */
export function useZoom(stage: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState(whole)
  useEffect(() => {
    const element = stage.current
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
      const at = {
        x: (event.clientX - box.left) / box.width - 0.5,
        y: (event.clientY - box.top) / box.height - 0.5,
      }
      setZoom((now) => zoomed(now, perPixel ** -event.deltaY, at))
    }
    element?.addEventListener('wheel', turn, { passive: false })
    return () => element?.removeEventListener('wheel', turn)
  }, [stage])
  const drag = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setZoom((now) => moved(now, { x: event.movementX / box.width, y: event.movementY / box.height }))
  }
  return {
    zoom,
    drag,
    step: (by: number) => setZoom((now) => zoomed(now, by, { x: 0, y: 0 })),
    reset: () => setZoom(whole),
  }
}
