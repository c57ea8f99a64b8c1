import type { PreviewFrames } from '../../nodes/run-context.ts'
import type { PreviewFrameStrip } from '../../workflows/execution-event.ts'
import { encodeStrip } from './preview-strip.ts'

export interface PreviewRelay {
  /** Encodes and sends it; while one of the same node is being encoded only the newest waits. */
  offer(runId: string, node: string, preview: PreviewFrames): void
  /** The last ones of a run, for a tab that comes late. */
  newest(runId: string): readonly PreviewFrameStrip[]
  forget(runId: string): void
}

interface Slot {
  pending?: PreviewFrames
}

export function makePreviewRelay(send: (strip: PreviewFrameStrip) => void): PreviewRelay {
  const newest = new Map<string, Map<string, PreviewFrameStrip>>()
  const busy = new Map<string, Slot>()

  function offer(runId: string, node: string, preview: PreviewFrames): void {
    const key = `${runId} ${node}`
    const slot = busy.get(key)
    if (slot) slot.pending = preview
    else void work(key, { runId, node, preview })
  }

  async function work(
    key: string,
    job: { runId: string; node: string; preview: PreviewFrames },
  ): Promise<void> {
    const slot: Slot = {}
    busy.set(key, slot)
    // A preview that cannot be encoded is lost, as any of them may be.
    const strip = await encodeStrip(job).catch(() => undefined)
    busy.delete(key)
    if (strip) deliver(strip)
    if (slot.pending) offer(job.runId, job.node, slot.pending)
  }

  function deliver(strip: PreviewFrameStrip): void {
    const ofRun = newest.get(strip.runId) ?? new Map<string, PreviewFrameStrip>()
    newest.set(strip.runId, ofRun.set(strip.node, strip))
    send(strip)
  }

  return {
    offer,
    newest: (runId) => [...(newest.get(runId)?.values() ?? [])],
    forget: (runId) => void newest.delete(runId),
  }
}
