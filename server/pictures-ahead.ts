import type { Asset } from '../workflows/asset.ts'
import { isRunEnd } from '../workflows/execution-event.ts'
import type { Core } from './core.ts'

/**
 * Makes the thumbnail of every asset that comes in, so that a library is there when it is opened: newest first, one at
 * a time, and none while a run is on its way.
 */
export function startPicturesAhead({ assets, queue, log, pictures }: Core): { stop(): void } {
  const wanted: Asset[] = []
  let isMaking = false

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
        // The queue lets go of a run once its end is told.
        if (events.some(({ event }) => isRunEnd(event))) setImmediate(() => void makeWhileIdle())
      },
      onSummaries: () => undefined,
    }),
  ]
  return {
    stop: () => {
      wanted.length = 0
      for (const stop of stops) stop()
    },
  }
}
