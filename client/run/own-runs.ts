import { z } from 'zod'

const key = 'reelgraph.runs'
const kept = 40

function read(): readonly string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(sessionStorage.getItem(key) ?? '[]'))
  } catch {
    return []
  }
}

/** Notes that this window queued the run: it is shown on its canvas after a reload too, however that was edited since. */
export function noteOwnRun(runId: string): void {
  try {
    sessionStorage.setItem(key, JSON.stringify([...read(), runId].slice(-kept)))
  } catch {
    // A full storage: after a reload the run is compared with the canvas, as one from elsewhere is.
  }
}

export const isOwnRun = (runId: string): boolean => read().includes(runId)
