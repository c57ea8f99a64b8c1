/**
 * React Flow takes Escape on a focused card that is not selected for a click and selects it, so that there is always
 * something left to let go of. Such a key goes to the page instead.
 */
export function leaveEscapeToPage(canvas: HTMLElement): () => void {
  const onKey = (event: KeyboardEvent) => {
    const { target, key } = event
    if (key !== 'Escape' || !(target instanceof HTMLElement)) return
    if (!target.classList.contains('react-flow__node')) return
    event.stopImmediatePropagation()
    target.blur()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }
  canvas.addEventListener('keydown', onKey, { capture: true })
  return () => canvas.removeEventListener('keydown', onKey, { capture: true })
}
