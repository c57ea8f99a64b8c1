import { type Database, openDatabase, transaction } from './database.ts'

/** A result that was made; large ones lie in a file of their own beside the index. */
export interface IndexedResult {
  readonly key: string
  /** The packed result when it is small; undefined when it lies in its own file. */
  readonly packed?: Uint8Array
  /** Of the packed result, without intermediates. */
  readonly byteLength: number
  /** Intermediates the values stand on. */
  readonly files: readonly StoredFile[]
}

/** An intermediate, by its name in their folder. */
export interface StoredFile {
  readonly name: string
  readonly byteLength: number
}

/** What has to go from the folders. */
export interface Removed {
  readonly keys: readonly string[]
  /** Intermediates nobody refers to any more. */
  readonly files: readonly string[]
}

/**
 * Which results are kept, and the small ones themselves, in an SQLite file that all workers and the server share.
 * Losing it loses nothing but time.
 */
export interface ResultIndex {
  /** Those of the keys that are kept; one question for all of a run's. */
  held(keys: readonly string[]): ReadonlySet<string>
  /** The packed result; null when it lies in its own file; undefined when it is not kept. */
  packed(key: string): Uint8Array | null | undefined
  /** The intermediates a result stands on, as they were written. */
  filesOf(key: string): readonly StoredFile[]
  /** All of them in one transaction. */
  put(results: readonly IndexedResult[]): void
  /** Marks them as just used, but for those that were marked within the last so many milliseconds. */
  touch(keys: Iterable<string>, freshMs: number): void
  remove(keys: readonly string[]): Removed
  /** Lets go of what was not used for longest until at most so many bytes are kept, intermediates included. */
  evict(limitBytes: number): Removed
  /** All keys that lie in files of their own, and all intermediates. */
  onDisk(): { readonly keys: ReadonlySet<string>; readonly files: ReadonlySet<string> }
  size(): { readonly entries: number; readonly byteLength: number }
  close(): void
}

const schema = `
  CREATE TABLE IF NOT EXISTS results (
    key TEXT PRIMARY KEY,
    used_at INTEGER NOT NULL,
    byte_length INTEGER NOT NULL,
    packed BLOB
  ) STRICT;
  CREATE INDEX IF NOT EXISTS results_by_use ON results (used_at, byte_length);
  CREATE TABLE IF NOT EXISTS intermediates (
    name TEXT NOT NULL,
    key TEXT NOT NULL REFERENCES results (key) ON DELETE CASCADE,
    byte_length INTEGER NOT NULL,
    PRIMARY KEY (name, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS intermediates_by_key ON intermediates (key);`

/** @param now milliseconds since 1970. @throws Error when the file is no database. */
export function openResultIndex(file: string, now: () => number): ResultIndex {
  const database = openDatabase(file, 'normal')
  database.exec(schema)
  const held = database.prepare('SELECT key FROM results WHERE key IN (SELECT value FROM json_each(?))')
  const packed = database.prepare('SELECT packed FROM results WHERE key = ?')
  const filesOf = database.prepare('SELECT name, byte_length AS byteLength FROM intermediates WHERE key = ?')
  const insert = database.prepare('INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)')
  const insertFile = database.prepare('INSERT OR REPLACE INTO intermediates VALUES (?, ?, ?)')
  const touch = database.prepare(
    'UPDATE results SET used_at = ?1 WHERE key IN (SELECT value FROM json_each(?2)) AND used_at <= ?1 - ?3',
  )
  const keys = database.prepare('SELECT key FROM results WHERE packed IS NULL')
  const allFiles = database.prepare('SELECT DISTINCT name FROM intermediates')
  const stoodOn = (key: string) => filesOf.all(key) as unknown as StoredFile[]
  const remover = makeRemover(database, stoodOn)

  return {
    held: (wanted) => new Set((held.all(JSON.stringify(wanted)) as { key: string }[]).map(({ key }) => key)),
    packed: (key) => (packed.get(key) as { packed: Uint8Array | null } | undefined)?.packed,
    filesOf: stoodOn,
    put: (results) =>
      transaction(database, () => {
        for (const { key, packed: bytes, byteLength, files } of results) {
          insert.run(key, now(), byteLength, bytes ?? null)
          for (const { name, byteLength: length } of files) insertFile.run(name, key, length)
        }
      }),
    touch: (used, freshMs) => void touch.run(now(), JSON.stringify([...used]), freshMs),
    ...remover,
    onDisk: () => ({
      keys: new Set((keys.all() as { key: string }[]).map(({ key }) => key)),
      files: new Set((allFiles.all() as { name: string }[]).map(({ name }) => name)),
    }),
    close: () => database.close(),
  }
}

function makeRemover(database: Database, filesOf: (key: string) => readonly StoredFile[]) {
  const drop = database.prepare('DELETE FROM results WHERE key = ?')
  const isUsed = database.prepare('SELECT 1 FROM intermediates WHERE name = ?')
  const lengthOf = database.prepare('SELECT max(byte_length) AS length FROM intermediates WHERE name = ?')
  const oldest = database.prepare('SELECT key, byte_length FROM results ORDER BY used_at')
  const count = database.prepare(
    'SELECT count(*) AS entries, coalesce(sum(byte_length), 0) AS bytes FROM results',
  )
  const fileBytes = database.prepare(
    `SELECT coalesce(sum(length), 0) AS bytes
     FROM (SELECT max(byte_length) AS length FROM intermediates GROUP BY name)`,
  )

  /** @returns the intermediates that were only this result's, with their bytes. */
  function removeOne(key: string): StoredFile[] {
    const stoodOn = filesOf(key).map(({ name }) => {
      return { name, byteLength: (lengthOf.get(name) as { length: number }).length }
    })
    drop.run(key)
    return stoodOn.filter(({ name }) => isUsed.get(name) === undefined)
  }

  function size() {
    const { entries, bytes } = count.get() as { entries: number; bytes: number }
    return { entries, byteLength: bytes + (fileBytes.get() as { bytes: number }).bytes }
  }

  function evict(limitBytes: number): Removed {
    let over = size().byteLength - limitBytes
    if (over <= 0) return { keys: [], files: [] }
    return transaction(database, () => {
      const gone: { keys: string[]; files: string[] } = { keys: [], files: [] }
      for (const { key, byte_length: bytes } of oldest.all() as { key: string; byte_length: number }[]) {
        if (over <= 0) break
        const orphans = removeOne(key)
        over -= orphans.reduce((sum, { byteLength }) => sum + byteLength, bytes)
        gone.keys.push(key)
        gone.files.push(...orphans.map(({ name }) => name))
      }
      return gone
    })
  }

  return {
    size,
    evict,
    remove: (keys: readonly string[]): Removed =>
      transaction(database, () => {
        const files = keys.flatMap(removeOne).map(({ name }) => name)
        return { keys, files }
      }),
  }
}
