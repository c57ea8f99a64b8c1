import { rmSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openResultIndex, type Removed, type ResultIndex, type StoredFile } from '../storage/result-index.ts'
import { makeResultBatch } from './result-batch.ts'
import { headerLength, parseHeader, prefixLength, type ResultHeader } from './result-file.ts'

const suffix = '.result'
const indexName = 'index.sqlite'

/** Results up to this many bytes lie in the index: a file of their own would cost more than they do. */
const smallBytes = 32 * 1024

/** Results on disk by key, written whole or not at all; several processes may use one folder. */
export interface ResultFolder {
  /** Those of the keys that are kept. */
  held(keys: readonly string[]): ReadonlySet<string>
  /** @throws Error when it is not there or damaged. */
  header(key: string): Promise<ResultHeader>
  /** @throws Error when it is not there. */
  read(key: string): Promise<Buffer>
  /** Resolves once it is on disk; small ones wait for the others of their turn. */
  write(key: string, pieces: readonly Uint8Array[], files: readonly string[]): Promise<void>
  /** Writes the small ones that wait. */
  flush(): void
  /** @throws Error when the result or an intermediate it stands on is gone or of another length. */
  checkWhole(key: string): Promise<void>
  /** Marks them as just used, but for those that were marked within the last so many milliseconds. */
  touch(keys: Iterable<string>, freshMs: number): void
  remove(key: string): Promise<void>
  /** Lets go of what was not used for longest until it fits. @returns the keys that went. */
  evict(limitBytes: number): Promise<readonly string[]>
  /** Removes what a killed process left unfinished. Only while no worker runs. */
  sweep(): Promise<void>
  size(): { readonly entries: number; readonly byteLength: number }
  close(): void
}

interface FolderOptions {
  readonly folder: string
  readonly intermediates: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly warn: (what: string, cause: unknown) => void
}

export function openResultFolder({ folder, intermediates, now, warn }: FolderOptions): ResultFolder {
  const fileOf = (key: string) => path.join(folder, key.slice(0, 2), `${key}${suffix}`)
  const index = openIndex(path.join(folder, indexName), now, warn)
  const batch = makeResultBatch((results) => index.put(results))
  const packed = (key: string) => batch.get(key)?.packed ?? index.packed(key)

  async function removeFiles({ keys, files }: Removed): Promise<void> {
    const paths = [...keys.map(fileOf), ...files.map((name) => path.join(intermediates, path.basename(name)))]
    await Promise.all(paths.map((file) => rm(file, { force: true })))
  }

  async function sizesOf(files: readonly string[]) {
    return Promise.all(
      files.map(async (name) => ({ name, byteLength: (await stat(path.join(intermediates, name))).size })),
    )
  }

  return {
    held: (keys) => index.held(keys),
    header: async (key) => {
      const bytes = packed(key)
      return bytes ? headerOf(Buffer.from(bytes)) : readHeader(fileOf(key))
    },
    read: async (key) => {
      const bytes = packed(key)
      return bytes ? Buffer.from(bytes) : readFile(fileOf(key))
    },
    write: async (key, pieces, files) => {
      const byteLength = pieces.reduce((sum, piece) => sum + piece.byteLength, 0)
      const isSmall = byteLength <= smallBytes
      if (!isSmall) await writeWhole(fileOf(key), pieces)
      const sizes = files.length > 0 ? await sizesOf(files) : []
      await batch.add({ key, packed: isSmall ? Buffer.concat(pieces) : undefined, byteLength, files: sizes })
    },
    flush: () => batch.flush(),
    checkWhole: async (key) => {
      batch.flush()
      if (!index.held([key]).has(key)) throw new Error('It is not kept any more.')
      const stoodOn = index.filesOf(key)
      checkLengths(stoodOn, await sizesOf(stoodOn.map(({ name }) => name)))
    },
    touch: (keys, freshMs) => index.touch(keys, freshMs),
    remove: async (key) => removeFiles(index.remove([key])),
    evict: async (limitBytes) => {
      const removed = index.evict(limitBytes)
      await removeFiles(removed)
      return removed.keys
    },
    sweep: async () => {
      const kept = index.onDisk()
      const results = (await readdir(folder, { recursive: true })).filter((name) => name.includes(suffix))
      const left = results.filter((name) => !kept.keys.has(path.basename(name, suffix)))
      const clips = (await readdir(intermediates)).filter((name) => !kept.files.has(name))
      const paths = [
        ...left.map((name) => path.join(folder, name)),
        ...clips.map((name) => path.join(intermediates, name)),
      ]
      await Promise.all(paths.map((file) => rm(file, { force: true, recursive: true })))
    },
    size: () => index.size(),
    close: () => index.close(),
  }
}

/** A damaged index is given up with all it knew: everything in it can be made again. */
function openIndex(file: string, now: () => number, warn: FolderOptions['warn']): ResultIndex {
  try {
    const index = openResultIndex(file, now)
    index.size()
    return index
  } catch (cause) {
    warn('The index of stored results is damaged; all of them are made again.', cause)
    for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true })
    return openResultIndex(file, now)
  }
}

function headerOf(bytes: Buffer): ResultHeader {
  return parseHeader(bytes.subarray(prefixLength, prefixLength + headerLength(bytes)))
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

/** @throws Error when a file is not as long as it was written */
function checkLengths(written: readonly StoredFile[], found: readonly StoredFile[]): void {
  const isOther = found.some(({ byteLength }, at) => byteLength !== written[at]?.byteLength)
  if (isOther) throw new Error('A file it stands on has another length.')
}
