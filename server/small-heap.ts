import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * For Node itself: by default a start grows the space for short-lived values to 48 MB, and it stays that large.
 * `npm start` gives the server the same option.
 */
export const smallHeapOptions: readonly string[] = ['--max-semi-space-size=4']

/** What lives may grow by this much before the next full collection. */
const growthPercent = 80
/** The start itself is not held up. */
const delayMs = 1000

/**
 * Keeps this process's heap near what lives in it. By itself V8 would let the leftovers of a thousand runs pile up to
 * several times that before it looks through them for the first time: the limit it starts with knows nothing of us.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`)
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  setTimeout(collect, delayMs).unref()
}
