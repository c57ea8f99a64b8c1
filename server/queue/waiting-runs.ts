import { UserFailure } from '../../workflows/failure.ts'
import type { RunStore } from '../storage/run-store.ts'
import type { QueuePlace } from '../storage/stored-run.ts'
import { QueueOrder } from './queue-order.ts'

/** The runs that wait, in memory and on disk alike: what cannot be stored did not happen. */
export class WaitingRuns {
  private readonly store: Pick<RunStore, 'move'>
  private order = new QueueOrder()

  constructor(store: Pick<RunStore, 'move'>) {
    this.store = store
  }

  get runIds(): readonly string[] {
    return this.order.places.map(({ runId }) => runId)
  }

  has(runId: string): boolean {
    return this.placeOf(runId) !== undefined
  }

  /** 0 for the next one; undefined when it does not wait. */
  placeOf(runId: string): number | undefined {
    const index = this.order.places.findIndex((place) => place.runId === runId)
    return index < 0 ? undefined : index
  }

  /** A place behind all of the same priority; it is not taken yet. */
  lastPlace(runId: string, priority: number): QueuePlace {
    return this.order.lastPlace(runId, priority)
  }

  /** Takes a place that is stored already. */
  insert(place: QueuePlace): void {
    this.order = this.order.with(place)
  }

  remove(runId: string): void {
    this.order = this.order.without(runId)
  }

  /** Takes out the first one that fits. */
  takeFirst(fits: (place: QueuePlace) => boolean): QueuePlace | undefined {
    const first = this.order.places.find(fits)
    if (first) this.remove(first.runId)
    return first
  }

  /** Behind all others of that priority. @throws OperationalFailure */
  setPriority(runId: string, priority: number): void {
    const place = this.order.lastPlace(runId, priority)
    this.store.move([place])
    this.order = this.order.without(runId).with(place)
  }

  /** Before another one, or with null at the end. @throws UserFailure `place-unknown`; OperationalFailure */
  putBefore(runId: string, before: string | null): void {
    if (before === runId) return
    if (before !== null && !this.has(before)) throw new UserFailure('place-unknown', { id: before })
    const { order, moved } = this.order.put(runId, before)
    this.store.move(moved)
    this.order = order
  }

  /** Takes back a run that was interrupted, to go on before all others. */
  takeBack(place: QueuePlace): void {
    this.insert(place)
    const [first = null] = this.runIds
    const { order, moved } = this.order.put(
      place.runId,
      first === place.runId ? (this.runIds[1] ?? null) : first,
    )
    this.order = order
    try {
      this.store.move(moved)
    } catch {
      // It waits; that it comes first is not known after a restart.
    }
  }
}
