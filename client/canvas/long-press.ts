import type { TouchEvent } from 'react'

/** As long as phones take. */
const holdMs = 500
/** No finger rests quite still, in pixels of the screen. */
const tremble = 10

let at = { x: 0, y: 0 }
let timer: ReturnType<typeof setTimeout> | undefined
let rested = false

/** A finger that rests opens the menu that a right click opens; some phones' browsers send no event of their own for it. */
export function startLongPress({ touches, target }: TouchEvent): void {
  cancelLongPress()
  const [touch, second] = Array.from(touches)
  if (!touch || second || !(target instanceof Element) || target.closest('input, textarea, select')) return
  const { clientX, clientY } = touch
  at = { x: clientX, y: clientY }
  timer = setTimeout(() => {
    rested = true
    target.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }))
  }, holdMs)
}

export function moveLongPress({ touches }: TouchEvent): void {
  const touch = touches.item(0)
  if (Math.hypot(touch.clientX - at.x, touch.clientY - at.y) > tremble) cancelLongPress()
}

/** The lift that ends a rest is no click: one would choose the line of the menu that lies under the finger. */
export function endLongPress(event: TouchEvent): void {
  if (rested) event.preventDefault()
  cancelLongPress()
}

export function cancelLongPress(): void {
  clearTimeout(timer)
  rested = false
}
