/** Thrown between steps once a run is cancelled; an outcome, not a failure. */
export class RunCancelled extends Error {
  override readonly name = 'RunCancelled'
}

export interface CancelSignal {
  readonly aborted: boolean
}

/** @throws RunCancelled */
export function throwIfCancelled(signal: CancelSignal): void {
  if (signal.aborted) throw new RunCancelled()
}
