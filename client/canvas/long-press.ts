import type { TouchEvent } from 'react'

/** As long as phones take. */
const holdMs = 500

let timer: ReturnType<typeof setTimeout> | undefined

/** A finger that rests opens the menu that a right click opens; some phones' browsers send no event of their own for it. */
export function startLongPress({ touches, target }: TouchEvent): void {
  endLongPress()
  const [touch, second] = Array.from(touches)
  if (!touch || second || !(target instanceof Element) || target.closest('input, textarea, select')) return
  const { clientX, clientY } = touch
  timer = setTimeout(() => {
    target.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }))
  }, holdMs)
}

export function endLongPress(): void {
  clearTimeout(timer)
}
