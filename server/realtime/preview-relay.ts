import type { PreviewFrames } from '../../nodes/run-context.ts'
import type { PreviewFrameStrip } from '../../workflows/execution-event.ts'
import { encodeStrip } from './preview-strip.ts'

export interface PreviewRelay {
  /**
   * Encodes and sends it; while one of the same node is being encoded only the newest waits. While nobody watches the
   * run it is only kept.
   */
  offer(runId: string, node: string, preview: PreviewFrames): void
  /** The last ones of a run for a tab that has just joined; those nobody watched follow through `send`. */
  joined(runId: string): readonly PreviewFrameStrip[]
  forget(runId: string): void
}

export interface PreviewAudience {
  readonly send: (strip: PreviewFrameStrip) => void
  readonly isWatched: (runId: string) => boolean
}

interface Slot {
  newest: PreviewFrames
  isBusy: boolean
  /** Of `newest`, or of one before it while that is being encoded. */
  strip?: PreviewFrameStrip
  /** Came in while another was being encoded, or nobody watched. */
  isWaiting: boolean
}

export function makePreviewRelay({ send, isWatched }: PreviewAudience): PreviewRelay {
  const runs = new Map<string, Map<string, Slot>>()

  async function encode(runId: string, node: string, slot: Slot): Promise<void> {
    if (slot.isBusy) return
    Object.assign(slot, { isBusy: true, isWaiting: false })
    // A preview that cannot be encoded is lost, as any of them may be.
    const strip = await encodeStrip({ runId, node, preview: slot.newest }).catch(() => undefined)
    slot.isBusy = false
    if (strip) send((slot.strip = strip))
    if (slot.isWaiting && isWatched(runId)) void encode(runId, node, slot)
  }

  return {
    offer: (runId, node, preview) => {
      const ofRun = runs.get(runId) ?? new Map<string, Slot>()
      const slot = ofRun.get(node) ?? { newest: preview, isBusy: false, isWaiting: true }
      Object.assign(slot, { newest: preview, isWaiting: true })
      runs.set(runId, ofRun.set(node, slot))
      if (isWatched(runId)) void encode(runId, node, slot)
    },
    joined: (runId) => {
      const slots = [...(runs.get(runId) ?? [])]
      for (const [node, slot] of slots) if (slot.isWaiting) void encode(runId, node, slot)
      return slots.flatMap(([, { strip }]) => strip ?? [])
    },
    forget: (runId) => void runs.delete(runId),
  }
}
