import type { RunStore } from '../storage/run-store.ts'

/** First some time after the start, then every hour; live readers of a run that has just ended still get all. */
const delayMs = 30_000
const intervalMs = 60 * 60 * 1000
/** The server answers between two slices of this many runs. */
const runsAtOnce = 20

/** Drops progress that was overtaken from the logs of runs that are over. */
export function startCompaction(
  store: Pick<RunStore, 'compact'>,
  warn: (what: string, detail: string) => void,
) {
  let timer = setTimeout(work, delayMs).unref()

  function work(): void {
    timer = setTimeout(work, compactSome() === runsAtOnce ? 0 : intervalMs).unref()
  }

  function compactSome(): number {
    try {
      return store.compact(runsAtOnce)
    } catch (thrown) {
      warn('The log of old runs could not be compacted.', String(thrown))
      return 0
    }
  }
  return { stop: () => clearTimeout(timer) }
}
