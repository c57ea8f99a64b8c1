import { type Database, quickTransaction } from './database.ts'

/** One measured step. */
export interface Timing {
  /** The node's. */
  readonly type: string
  readonly signature: string
  readonly kind: string
  readonly amount: number
  readonly durationMs: number
  /** Resident memory of the worker when it was done. */
  readonly peakBytes?: number
}

/** How long steps took on this machine, for estimates. */
export interface TimingStore {
  add(timing: Timing): void
  /** Whether a node of this type was ever measured: most are too fast to be. */
  knows(type: string): boolean
  /** Of steps of equal size, newest first, a handful. */
  ofSize(signature: string): readonly Timing[]
  /** Of steps of one kind and any size, newest first. */
  ofKind(kind: string): readonly Timing[]
}

/** The newest ones tell how fast the machine is now. */
const handful = 5
/** Handfuls of as many sizes tell how time grows with them. */
const ofAnySize = 50

interface Row {
  readonly type: string
  readonly signature: string
  readonly kind: string
  readonly amount: number
  readonly duration_ms: number
  readonly peak_bytes: number | null
}

/** @param now milliseconds since 1970 */
export function makeTimingStore(database: Database, now: () => number): TimingStore {
  const insert = database.prepare(
    `INSERT INTO timings (signature, kind, amount, duration_ms, peak_bytes, at, type) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const trim = database.prepare(
    `DELETE FROM timings WHERE signature = ? AND rowid NOT IN
       (SELECT rowid FROM timings WHERE signature = ? ORDER BY rowid DESC LIMIT ${handful})`,
  )
  const bySize = database.prepare(
    `SELECT * FROM timings WHERE signature = ? ORDER BY rowid DESC LIMIT ${handful}`,
  )
  const byKind = database.prepare(
    `SELECT * FROM timings WHERE kind = ? ORDER BY rowid DESC LIMIT ${ofAnySize}`,
  )
  const known = database.prepare('SELECT DISTINCT type FROM timings').all() as { type: string }[]
  const types = new Set(known.map(({ type }) => type))
  const sizes = remembered((signature) => (bySize.all(signature) as Row[]).map(toTiming))
  const kinds = remembered((kind) => (byKind.all(kind) as Row[]).map(toTiming))
  return {
    add: ({ type, signature, kind, amount, durationMs, peakBytes }) => {
      quickTransaction(database, () => {
        insert.run(signature, kind, amount, durationMs, peakBytes ?? null, now(), type)
        trim.run(signature, signature)
      })
      types.add(type)
      sizes.forget(signature)
      kinds.forget(kind)
    },
    knows: (type) => types.has(type),
    ofSize: sizes.get,
    ofKind: kinds.get,
  }
}

/** Every run asks for all its nodes; only this process writes. */
const mostRemembered = 5000

function remembered(read: (key: string) => readonly Timing[]) {
  const known = new Map<string, readonly Timing[]>()
  return {
    get: (key: string): readonly Timing[] => {
      const found = known.get(key) ?? read(key)
      if (known.size >= mostRemembered) known.clear()
      known.set(key, found)
      return found
    },
    forget: (key: string) => void known.delete(key),
  }
}

function toTiming({ duration_ms: durationMs, peak_bytes: peakBytes, ...row }: Row): Timing {
  const { type, signature, kind, amount } = row
  return { type, signature, kind, amount, durationMs, peakBytes: peakBytes ?? undefined }
}
