import type { Catalog } from '../../nodes/catalog.ts'
import type { StoredValue } from '../../nodes/define-socket.ts'
import { ByteBoundedMap } from './byte-bounded-map.ts'
import { packResult, unpackResult } from './result-file.ts'
import type { ResultFolder } from './result-folder.ts'
import type { OutputTypes, ResultCard, ResultStore, StepValues } from './result-store.ts'

export interface ResultCacheOptions {
  readonly catalog: Catalog
  readonly folder: ResultFolder
  readonly memoryBytes: number
  readonly diskBytes: number
  readonly warn: (what: string, cause: unknown) => void
}

/** Results by content key: in memory, and behind that on disk; what was not used for longest goes first. */
export function openResultCache(options: ResultCacheOptions): ResultStore {
  return new ResultCache(options)
}

/** The disk is counted again after this share of its limit was written: counting all entries takes a while. */
const shareBetweenCounts = 0.02

class ResultCache implements ResultStore {
  private readonly options: ResultCacheOptions
  private readonly memory: ByteBoundedMap<StepValues>
  private readonly writing = new Set<Promise<void>>()
  /** Used since the last `tidy`: the disk is told at once of all. */
  private readonly used = new Set<string>()
  /** Bytes written since the disk was counted. */
  private uncounted = Infinity

  constructor(options: ResultCacheOptions) {
    this.options = options
    this.memory = new ByteBoundedMap(options.memoryBytes, mostInMemory)
  }

  held(keys: readonly string[]): ReadonlySet<string> {
    const { folder, warn } = this.options
    const inMemory = keys.filter((key) => this.memory.has(key))
    if (inMemory.length === keys.length) return new Set(keys)
    try {
      folder.flush()
      return new Set([...folder.held(keys), ...inMemory])
    } catch (cause) {
      warn('The store of results cannot be read.', cause)
      return new Set(inMemory)
    }
  }

  async card(key: string): Promise<ResultCard | undefined> {
    const kept = this.memory.get(key)
    if (kept) return kept
    return this.salvage(key, async () => (await this.options.folder.header(key)).card)
  }

  async get(key: string, types: OutputTypes): Promise<StepValues | undefined> {
    const kept = this.memory.get(key)
    this.used.add(key)
    if (kept && !this.standsOnFiles(kept, types)) return kept
    return this.salvage(key, async () => {
      const { folder } = this.options
      await folder.checkWhole(key)
      // At once: another worker that tidies up must leave the files alone while this run reads them.
      folder.touch([key], 0)
      if (kept) return kept
      const bytes = await folder.read(key)
      const values = this.unpack(bytes, types)
      this.memory.set(key, values, bytes.byteLength)
      return values
    })
  }

  put(key: string, values: StepValues, types: OutputTypes): void {
    const stored = this.pack(values, types)
    this.memory.set(key, values, stored?.byteLength ?? unknownBytes)
    if (!stored) return
    const work = this.write(key, stored).catch((cause: unknown) => {
      this.options.warn('A result could not be stored; it will be made again after a restart.', cause)
    })
    this.writing.add(work)
    void work.finally(() => this.writing.delete(work))
  }

  flush(): void {
    this.options.folder.flush()
  }

  async settled(): Promise<void> {
    this.flush()
    await Promise.all(this.writing)
  }

  async tidy(): Promise<void> {
    const { folder, diskBytes, warn } = this.options
    try {
      if (this.used.size > 0) folder.touch(this.used, usedFreshMs)
      this.used.clear()
      if (this.uncounted < diskBytes * shareBetweenCounts) return
      this.uncounted = 0
      for (const key of await folder.evict(diskBytes)) this.memory.delete(key)
    } catch (cause) {
      warn('The store of results cannot be tidied.', cause)
    }
  }

  private async write(key: string, { pieces, files, byteLength }: Packed): Promise<void> {
    this.uncounted += byteLength
    await this.options.folder.write(key, pieces, files)
  }

  private standsOnFiles({ outputs }: StepValues, types: OutputTypes): boolean {
    return Object.entries(outputs).some(([port, value]) => {
      const socket = this.options.catalog.sockets.get(types[port] ?? '*')
      return value !== undefined && (socket?.files(value).length ?? 0) > 0
    })
  }

  /** What cannot be read is forgotten, so that it is made again. */
  private async salvage<T>(key: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read()
    } catch (cause) {
      this.options.warn(`The stored result ${key} is damaged or gone; it is made again.`, cause)
      this.memory.delete(key)
      await this.options.folder.remove(key).catch(() => undefined)
      return undefined
    }
  }

  /** Undefined when a value's type is not known: such a result lives in memory only. */
  private pack({ outputs, results, facts }: StepValues, types: OutputTypes): Packed | undefined {
    const stored: Record<string, StoredValue> = {}
    const files: string[] = []
    for (const [port, value] of Object.entries(outputs)) {
      const socket = this.options.catalog.sockets.get(types[port] ?? '*')
      if (!socket || socket.type === '*') return undefined
      if (value === undefined) continue
      stored[port] = socket.write(value)
      files.push(...socket.files(value))
    }
    const pieces = packResult({
      card: { results: [...results], facts: { ...facts } },
      files,
      outputs: stored,
    })
    return { pieces, files, byteLength: pieces.reduce((sum, piece) => sum + piece.byteLength, 0) }
  }

  private unpack(bytes: Buffer, types: OutputTypes): StepValues {
    const { card, outputs } = unpackResult(bytes)
    const values = Object.entries(outputs).map(([port, stored]) => {
      const socket = this.options.catalog.sockets.get(types[port] ?? '*')
      if (!socket) throw new Error(`There is no socket type ${String(types[port])}.`)
      return [port, socket.read(stored)] as const
    })
    return { ...card, outputs: Object.fromEntries(values) }
  }
}

interface Packed {
  readonly pieces: readonly Uint8Array[]
  readonly files: readonly string[]
  readonly byteLength: number
}

/** To the minute is exact enough to tell what was not used for longest, and spares most writes. */
const usedFreshMs = 60_000

/** Small results weigh more in memory than their bytes, and are quickly read again. */
const mostInMemory = 5000

/** Taken for a value whose size nobody can tell. */
const unknownBytes = 64 * 1024
