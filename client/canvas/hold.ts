/**
 * Until the pointer lets go nothing is under it: styles cover the graph, for looking for what lies there among a
 * thousand cards costs frames. Ends with the pointer, for React Flow does not tell of a drag that was broken off
 * (the node deleted meanwhile, a second finger). Returns how to end it before.
 */
export function hold(onRelease: () => void): () => void {
  const listening = new AbortController()
  const release = () => {
    listening.abort()
    canvasElement()?.classList.remove('holding')
  }
  const done = () => {
    release()
    onRelease()
  }
  canvasElement()?.classList.add('holding')
  for (const name of ['pointerup', 'pointercancel'])
    window.addEventListener(name, done, { capture: true, signal: listening.signal })
  return release
}

const canvasElement = () => document.querySelector('.canvas')
