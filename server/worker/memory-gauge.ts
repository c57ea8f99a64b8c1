/** A process cannot take much memory in so short a time, and asking the kernel takes longer than a quick node. */
const freshMs = 200

interface GaugeOptions {
  /** Resident bytes. */
  readonly read: () => number
  /** Milliseconds. */
  readonly now: () => number
}

/** Tells a process's resident memory, asking the kernel only now and then. */
export function makeMemoryGauge({ read, now }: GaugeOptions): () => number {
  let bytes = 0
  let readAt = -Infinity
  return () => {
    if (now() - readAt >= freshMs) {
      bytes = read()
      readAt = now()
    }
    return bytes
  }
}
