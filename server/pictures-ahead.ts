import type { Asset } from '../workflows/asset.ts'
import { isRunEnd } from '../workflows/execution-event.ts'
import type { Core } from './core.ts'

/** A person who queues run after run has none of them slowed down. */
const restMs = 500

/**
 * Makes the thumbnail of every asset that comes in, so that a library is there when it is opened: newest first, one at
 * a time, and none while a run is on its way or has only just ended.
 */
export function startPicturesAhead({ assets, queue, log, pictures }: Core): { stop(): void } {
  const wanted: Asset[] = []
  let isMaking = false
  let timer: NodeJS.Timeout | undefined

  async function makeWhileIdle(): Promise<void> {
    if (isMaking) return
    isMaking = true
    while (queue.state.running.length === 0) {
      const asset = wanted.pop()
      if (!asset) break
      // What cannot be drawn is told to the person who asks for it.
      await pictures.thumbnail(asset).catch(() => undefined)
    }
    isMaking = false
  }

  const stops = [
    assets.onPut((asset) => {
      if (!asset.video && !asset.image && !asset.audio) return
      wanted.push(asset)
      void makeWhileIdle()
    }),
    log.listen({
      onEvents: (events) => {
        if (!events.some(({ event }) => isRunEnd(event))) return
        clearTimeout(timer)
        timer = setTimeout(() => void makeWhileIdle(), restMs).unref()
      },
      onSummaries: () => undefined,
    }),
  ]
  return {
    stop: () => {
      clearTimeout(timer)
      wanted.length = 0
      for (const stop of stops) stop()
    },
  }
}
