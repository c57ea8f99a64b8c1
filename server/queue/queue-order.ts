import type { QueuePlace } from '../storage/stored-run.ts'

/** Places in the order their runs will run: highest priority first, then lowest position. Never changed. */
export class QueueOrder {
  readonly places: readonly QueuePlace[]
  /** Higher than any position that was ever given. */
  private readonly nextPosition: number

  constructor(places: readonly QueuePlace[] = [], nextPosition = 1) {
    this.places = places
    this.nextPosition = nextPosition
  }

  /** A place behind all of the same priority; it is not taken yet. */
  lastPlace(runId: string, priority: number): QueuePlace {
    return { runId, priority, position: this.nextPosition }
  }

  with(place: QueuePlace): QueueOrder {
    const index = this.places.findIndex((other) => isBefore(place, other))
    return this.at(index < 0 ? this.places.length : index, place)
  }

  without(runId: string): QueueOrder {
    return new QueueOrder(
      this.places.filter((place) => place.runId !== runId),
      this.nextPosition,
    )
  }

  /**
   * Puts a run before another one, or with null at the end; it takes over the priority it needs there.
   * @returns the new order, and the places that differ from those before
   */
  put(runId: string, before: string | null): { order: QueueOrder; moved: readonly QueuePlace[] } {
    const others = this.without(runId)
    const found = others.places.findIndex((place) => place.runId === before)
    const index = found < 0 ? others.places.length : found
    const place = { runId, ...others.gapAt(index) }
    const order = others.at(index, place)
    if (!order.isTight()) return { order, moved: [place] }
    // After some fifty moves to the same place there is no number left between two.
    const places = order.places.map((each, at) => ({ ...each, position: at + 1 }))
    return { order: new QueueOrder(places, places.length + 1), moved: places }
  }

  private at(index: number, place: QueuePlace): QueueOrder {
    const places = this.places.toSpliced(index, 0, place)
    return new QueueOrder(places, Math.max(this.nextPosition, Math.floor(place.position) + 1))
  }

  private gapAt(index: number): Pick<QueuePlace, 'priority' | 'position'> {
    const [previous, next] = [this.places[index - 1], this.places[index]]
    const priority = next?.priority ?? previous?.priority ?? 0
    const low = previous?.priority === priority ? previous.position : undefined
    if (next === undefined) return { priority, position: this.nextPosition }
    return { priority, position: low === undefined ? next.position - 1 : (low + next.position) / 2 }
  }

  private isTight(): boolean {
    return this.places.some((place, index) => {
      const previous = this.places[index - 1]
      return previous !== undefined && !isBefore(previous, place)
    })
  }
}

function isBefore(a: QueuePlace, b: QueuePlace): boolean {
  return a.priority === b.priority ? a.position < b.position : a.priority > b.priority
}
