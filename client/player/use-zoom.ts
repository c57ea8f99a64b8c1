import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'

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

interface OnStage {
  readonly clientX: number
  readonly clientY: number
  readonly currentTarget: HTMLElement
}

const pointOf = ({ clientX, clientY }: MouseEvent) => ({ clientX, clientY })

/** From the middle of the stage, in shares of its sides. */
function placeOf({ clientX, clientY, currentTarget }: OnStage): Place {
  const { left, top, width, height } = currentTarget.getBoundingClientRect()
  return { x: (clientX - left) / width - 0.5, y: (clientY - top) / height - 0.5 }
}

const distance = (a: Place, b: Place) => Math.hypot(a.x - b.x, a.y - b.y)
const middle = (a: Place, b: Place): Place => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

const keyStep = 0.1
const keyMoves: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: keyStep, y: 0 },
  ArrowRight: { x: -keyStep, y: 0 },
  ArrowUp: { x: 0, y: keyStep },
  ArrowDown: { x: 0, y: -keyStep },
}
export const zoomStep = 1.5
const keyZooms: Readonly<Record<string, number>> = { '+': zoomStep, '=': zoomStep, '-': 1 / zoomStep }

/** Plus and minus enlarge, 0 shows the whole, Shift with arrows moves; what is taken goes no further. */
function takeKey(event: KeyboardEvent, change: (to: (zoom: Zoom) => Zoom) => void): void {
  const by = event.shiftKey ? keyMoves[event.key] : undefined
  const factor = keyZooms[event.key]
  if (event.ctrlKey || event.metaKey) return
  if (by) change((now) => moved(now, by))
  else if (factor) change((now) => zoomed(now, factor, { x: 0, y: 0 }))
  else if (event.key === '0') change(() => whole)
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** The wheel, keys and two fingers enlarge the picture of a stage; `drag` moves it, for pointers that have nothing else to do there. */
export function useZoom(stage: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState(whole)
  useEffect(() => {
    const element = stage.current
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const at = placeOf({ ...pointOf(event), currentTarget: event.currentTarget as HTMLElement })
      setZoom((now) => zoomed(now, perPixel ** -event.deltaY, at))
    }
    element?.addEventListener('wheel', turn, { passive: false })
    return () => element?.removeEventListener('wheel', turn)
  }, [stage])
  const held = useRef(new Map<number, Place>())
  /** One pointer moves the picture, two enlarge it around their middle. */
  const drag = (event: PointerEvent<HTMLElement>) => {
    const before = held.current.get(event.pointerId)
    const now = placeOf(event)
    held.current.set(event.pointerId, now)
    if (!before) return
    const [other] = [...held.current].flatMap(([id, place]) => (id === event.pointerId ? [] : [place]))
    setZoom((zoom) =>
      other
        ? zoomed(zoom, distance(now, other) / Math.max(0.01, distance(before, other)), middle(now, other))
        : moved(zoom, { x: now.x - before.x, y: now.y - before.y }),
    )
  }
  return {
    zoom,
    drag,
    press: (event: PointerEvent<HTMLElement>) => void held.current.set(event.pointerId, placeOf(event)),
    release: ({ pointerId }: PointerEvent) => void held.current.delete(pointerId),
    takeKey: (event: KeyboardEvent) => takeKey(event, setZoom),
    step: (by: number) => setZoom((now) => zoomed(now, by, { x: 0, y: 0 })),
    reset: () => setZoom(whole),
  }
}
