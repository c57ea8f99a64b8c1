/** Where a run waits between two steps while the queue is paused. */
export interface PauseGate {
  readonly isClosed: boolean
  setClosed(isClosed: boolean): void
  /** Resolves when it is open, or with false when the run is cancelled. */
  passage(): Promise<boolean>
}

export function makePauseGate(signal: AbortSignal): PauseGate {
  let isClosed = false
  let openAll: () => void = () => undefined
  let opened: Promise<void> = Promise.resolve()
  signal.addEventListener('abort', () => openAll())
  return {
    get isClosed() {
      return isClosed
    },
    setClosed: (closed) => {
      if (closed && !isClosed && !signal.aborted) opened = new Promise((resolve) => (openAll = resolve))
      if (!closed) openAll()
      isClosed = closed
    },
    passage: async () => {
      await opened
      return !signal.aborted
    },
  }
}
