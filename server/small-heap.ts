import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

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
