import type { InferenceSession } from '../../models/inference-session.ts'
import type { OpenSession } from './ort-session.ts'

export interface PoolRequest {
  /** Changes when the file does. */
  readonly key: string
  /** What people call it: model and part. */
  readonly name: string
  /** Size of the weights. */
  readonly bytes: number
  readonly open: () => Promise<OpenSession>
}

interface Entry {
  readonly name: string
  readonly bytes: number
  readonly session: Promise<OpenSession>
  running: number
  usedAt: number
}

/**
 * Keeps sessions open up to a limit of weight bytes; the one not used for longest goes first.
 * A session stays usable until the next `open` of another one: ask for it again before each run.
 */
export class SessionPool {
  readonly #entries = new Map<string, Entry>()
  readonly #limitBytes: number
  #clock = 0

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes
  }

  has(key: string): boolean {
    return this.#entries.has(key)
  }

  async open(request: PoolRequest): Promise<InferenceSession> {
    const entry = this.#entries.get(request.key) ?? (await this.#add(request))
    entry.usedAt = this.#clock += 1
    return guarded(await entry.session, entry)
  }

  /** What is open now. */
  get held(): readonly { readonly name: string; readonly byteLength: number }[] {
    return [...this.#entries.values()].map(({ name, bytes }) => ({ name, byteLength: bytes }))
  }

  async release(): Promise<void> {
    const keys = [...this.#entries.keys()]
    await Promise.all(keys.map((key) => this.#remove(key)))
  }

  async #add({ key, name, bytes, open }: PoolRequest): Promise<Entry> {
    await this.#makeRoom(bytes)
    const entry: Entry = this.#entries.get(key) ?? {
      ...{ name, bytes, session: open(), running: 0, usedAt: this.#clock },
    }
    this.#entries.set(key, entry)
    try {
      await entry.session
      return entry
    } catch (thrown) {
      // A part that could not be opened is tried afresh, once the person has put the file back.
      this.#entries.delete(key)
      throw thrown
    }
  }

  async #makeRoom(bytes: number): Promise<void> {
    const total = (): number => [...this.#entries.values()].reduce((sum, entry) => sum + entry.bytes, bytes)
    const idle = [...this.#entries].filter(([, entry]) => entry.running === 0)
    idle.sort(([, a], [, b]) => a.usedAt - b.usedAt)
    for (const [key] of idle) {
      if (total() <= this.#limitBytes) return
      await this.#remove(key)
    }
  }

  async #remove(key: string): Promise<void> {
    const entry = this.#entries.get(key)
    this.#entries.delete(key)
    await (await entry?.session)?.release()
  }
}

/** A session in use is never released. */
function guarded(session: OpenSession, entry: Entry): InferenceSession {
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    inputShapes: session.inputShapes,
    async run(feeds) {
      entry.running += 1
      try {
        return await session.run(feeds)
      } finally {
        entry.running -= 1
      }
    },
  }
}
