import { mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { headerLength, parseHeader, prefixLength, type ResultHeader } from './result-file.ts'

const suffix = '.result'

export interface FolderEntry {
  readonly key: string
  /** With the intermediates it stands on. */
  readonly byteLength: number
  readonly files: readonly string[]
  /** Milliseconds since 1970. */
  readonly usedAt: number
}

/** Result files by key on disk, written whole or not at all. */
export interface ResultFolder {
  /** All entries that can be read, least recently used first. */
  list(): Promise<readonly FolderEntry[]>
  header(key: string): Promise<ResultHeader>
  read(key: string): Promise<Buffer>
  /** @returns bytes on disk, with the intermediates. */
  write(key: string, pieces: readonly Uint8Array[], files: readonly string[]): Promise<number>
  /** Marks it as just used. */
  touch(key: string): Promise<void>
  remove(key: string): Promise<void>
  removeIntermediate(file: string): Promise<void>
  /** @throws Error when one of the intermediates is gone. */
  intermediatesLength(files: readonly string[]): Promise<number>
  /** Removes intermediates nobody refers to: left over from a run that was killed. */
  sweep(referred: ReadonlySet<string>): Promise<void>
}

export function makeResultFolder(folder: string, intermediates: string): ResultFolder {
  const fileOf = (key: string) => path.join(folder, key.slice(0, 2), `${key}${suffix}`)

  async function intermediatesLength(files: readonly string[]): Promise<number> {
    const sizes = await Promise.all(files.map((file) => stat(path.join(intermediates, file))))
    return sizes.reduce((sum, { size }) => sum + size, 0)
  }

  async function entry(key: string): Promise<FolderEntry[]> {
    try {
      const { files } = await readHeader(fileOf(key))
      const { size, mtimeMs } = await stat(fileOf(key))
      return [{ key, byteLength: size + (await intermediatesLength(files)), files, usedAt: mtimeMs }]
    } catch {
      // Unreadable or without its intermediates: worth nothing.
      await rm(fileOf(key), { force: true })
      return []
    }
  }

  return {
    intermediatesLength,
    header: (key) => readHeader(fileOf(key)),
    read: (key) => readFile(fileOf(key)),
    touch: (key) => utimes(fileOf(key), new Date(), new Date()),
    remove: (key) => rm(fileOf(key), { force: true }),
    removeIntermediate: (file) => rm(path.join(intermediates, path.basename(file)), { force: true }),
    list: async () => {
      const names = await readdir(folder, { recursive: true })
      const keys = names.filter((name) => name.endsWith(suffix)).map((name) => path.basename(name, suffix))
      const entries = await Promise.all(keys.map(entry))
      return entries.flat().sort((a, b) => a.usedAt - b.usedAt)
    },
    write: async (key, pieces, files) => {
      await writeWhole(fileOf(key), pieces)
      return pieces.reduce((sum, piece) => sum + piece.byteLength, await intermediatesLength(files))
    },
    sweep: async (referred) => {
      const entries = await readdir(intermediates, { withFileTypes: true })
      const left = entries.filter((entry) => entry.isFile() && !referred.has(entry.name))
      await Promise.all(left.map(({ name }) => rm(path.join(intermediates, name), { force: true })))
    },
  }
}

async function readHeader(file: string): Promise<ResultHeader> {
  const handle = await open(file, 'r')
  try {
    const prefix = Buffer.alloc(prefixLength)
    await handle.read(prefix, 0, prefixLength, 0)
    const header = Buffer.alloc(headerLength(prefix))
    await handle.read(header, 0, header.byteLength, prefixLength)
    return parseHeader(header)
  } finally {
    await handle.close()
  }
}

/** No flush to disk: what a power cut leaves half written is noticed by its sum and made again. */
async function writeWhole(file: string, pieces: readonly Uint8Array[]): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(unfinished, pieces)
  await rename(unfinished, file)
}
