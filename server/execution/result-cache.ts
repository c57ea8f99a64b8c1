import type { Catalog } from '../../nodes/catalog.ts'
import type { StoredValue } from '../../nodes/define-socket.ts'
import { ByteBoundedMap } from './byte-bounded-map.ts'
import { packResult, unpackResult } from './result-file.ts'
import type { ResultFolder } from './result-folder.ts'
import type { OutputTypes, ResultStore, StepValues } from './result-store.ts'

export interface ResultCacheOptions {
  readonly catalog: Catalog
  readonly folder: ResultFolder
  readonly memoryBytes: number
  readonly diskBytes: number
  readonly warn: (what: string, cause: unknown) => void
}

/** Results in memory and on disk by content key; what was not used for longest goes first. */
export async function openResultCache(options: ResultCacheOptions): Promise<ResultStore> {
  const cache = new ResultCache(options)
  await cache.open()
  return cache
}

class ResultCache implements ResultStore {
  private readonly options: ResultCacheOptions
  private readonly memory: ByteBoundedMap<StepValues>
  /** Key → intermediates of what lies on disk. */
  private readonly disk: ByteBoundedMap<readonly string[]>
  private readonly writing = new Set<Promise<void>>()

  constructor(options: ResultCacheOptions) {
    this.options = options
    this.memory = new ByteBoundedMap(options.memoryBytes)
    this.disk = new ByteBoundedMap(options.diskBytes)
  }

  async open(): Promise<void> {
    const { folder } = this.options
    for (const { key, byteLength, files } of await folder.list()) {
      await this.forget(this.disk.set(key, files, byteLength))
    }
    await folder.sweep(this.referred())
  }

  has(key: string): boolean {
    return this.memory.has(key) || this.disk.has(key)
  }

  async card(key: string) {
    const kept = this.memory.get(key)
    if (kept || !this.disk.has(key)) return kept
    return this.salvage(key, async () => (await this.options.folder.header(key)).card)
  }

  async get(key: string, types: OutputTypes): Promise<StepValues | undefined> {
    const files = this.disk.get(key)
    const kept = this.memory.get(key)
    if (kept && !files?.length) return kept
    if (!files) return undefined
    return this.salvage(key, async () => {
      const { folder } = this.options
      await folder.intermediatesLength(files)
      void folder.touch(key).catch(() => undefined)
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

  async settled(): Promise<void> {
    await Promise.all(this.writing)
  }

  private async write(key: string, { pieces, files }: Packed): Promise<void> {
    const byteLength = await this.options.folder.write(key, pieces, files)
    await this.forget(this.disk.set(key, files, byteLength))
  }

  /** Removes evicted entries and the intermediates nobody refers to any more. */
  private async forget(evicted: readonly { key: string; value: readonly string[] }[]): Promise<void> {
    if (evicted.length === 0) return
    const { folder } = this.options
    for (const { key } of evicted) this.memory.delete(key)
    await Promise.all(evicted.map(({ key }) => folder.remove(key)))
    const referred = this.referred()
    const orphans = evicted.flatMap(({ value }) => value).filter((file) => !referred.has(file))
    await Promise.all(orphans.map((file) => folder.removeIntermediate(file)))
  }

  private referred(): ReadonlySet<string> {
    return new Set([...this.disk.values()].flat())
  }

  /** What cannot be read is forgotten, so that it is made again. */
  private async salvage<T>(key: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read()
    } catch (cause) {
      this.options.warn(`The stored result ${key} is damaged; it is made again.`, cause)
      this.memory.delete(key)
      this.disk.delete(key)
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

/** Taken for a value whose size nobody can tell. */
const unknownBytes = 64 * 1024
