interface Entry<Value> {
  readonly value: Value
  readonly byteLength: number
}

/** A map that holds at most so many bytes and entries; what was not used for longest goes first. */
export class ByteBoundedMap<Value> {
  private readonly limit: number
  private readonly mostEntries: number
  /** A `Map` keeps the order of insertion; what is used moves to its end. */
  private readonly entries = new Map<string, Entry<Value>>()
  private byteLength = 0

  /** @param limit bytes */
  constructor(limit: number, mostEntries = Infinity) {
    this.limit = limit
    this.mostEntries = mostEntries
  }

  has(key: string): boolean {
    return this.entries.has(key)
  }

  /** Marks the entry as just used. */
  get(key: string): Value | undefined {
    const entry = this.entries.get(key)
    if (!entry) return undefined
    this.entries.delete(key)
    this.entries.set(key, entry)
    return entry.value
  }

  /** @returns the entries that had to go; the new one itself when it is larger than the limit. */
  set(key: string, value: Value, byteLength: number): readonly { key: string; value: Value }[] {
    this.delete(key)
    this.entries.set(key, { value, byteLength })
    this.byteLength += byteLength
    const evicted: { key: string; value: Value }[] = []
    for (const [oldest, entry] of this.entries) {
      if (this.byteLength <= this.limit && this.entries.size <= this.mostEntries) break
      this.delete(oldest)
      evicted.push({ key: oldest, value: entry.value })
    }
    return evicted
  }

  delete(key: string): void {
    const entry = this.entries.get(key)
    if (!entry) return
    this.entries.delete(key)
    this.byteLength -= entry.byteLength
  }

  *values(): Iterable<Value> {
    for (const { value } of this.entries.values()) yield value
  }
}
