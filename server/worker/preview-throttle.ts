import type { PreviewFrames } from '../../nodes/run-context.ts'

type Make = () => PreviewFrames

/** Lets through at most one preview per node and interval; of those in between the newest waits for its turn. */
export interface PreviewThrottle {
  offer(node: string, make: Make): void
  /** Drops what waits, e.g. when the run is over. */
  clear(): void
}

interface Slot {
  pending?: Make
  timer?: NodeJS.Timeout
}

export function makePreviewThrottle(
  intervalMs: number,
  send: (node: string, preview: PreviewFrames) => void,
): PreviewThrottle {
  const slots = new Map<string, Slot>()

  function deliver(node: string, make: Make): void {
    const slot: Slot = {}
    slot.timer = setTimeout(() => {
      slots.delete(node)
      if (slot.pending) deliver(node, slot.pending)
    }, intervalMs)
    slots.set(node, slot)
    send(node, make())
  }

  return {
    offer: (node, make) => {
      const slot = slots.get(node)
      if (slot) slot.pending = make
      else deliver(node, make)
    },
    clear: () => {
      for (const { timer } of slots.values()) clearTimeout(timer)
      slots.clear()
    },
  }
}
