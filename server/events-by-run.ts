import type { NumberedEvent } from '../workflows/execution-event.ts'

/** Events that came together, each run's in their order; they are nearly always of one run. */
export function byRun(events: readonly NumberedEvent[]): ReadonlyMap<string, readonly NumberedEvent[]> {
  const groups = new Map<string, NumberedEvent[]>()
  for (const event of events) {
    const group = groups.get(event.runId)
    if (group) group.push(event)
    else groups.set(event.runId, [event])
  }
  return groups
}
