import { DatabaseSync } from '@photostructure/sqlite'
import { OperationalFailure } from '../../workflows/failure.ts'
import { schemaSteps } from './schema.ts'

export type Database = InstanceType<typeof DatabaseSync>

/** How sure a commit is: `full` survives a power cut, `normal` survives `kill -9` and costs no disk flush. */
export type Durability = 'full' | 'normal'

/** Opens one connection: a second one to the same file would drop this one's cached pages with every commit. */
export function openDatabase(file: string, durability: Durability): Database {
  const database = new DatabaseSync(file, { timeout: 5000 })
  database.exec('PRAGMA journal_mode = WAL')
  database.exec(`PRAGMA synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}`)
  database.exec('PRAGMA foreign_keys = ON')
  // A checkpoint flushes to disk in the middle of a commit; a larger log makes that rare.
  database.exec('PRAGMA wal_autocheckpoint = 4000')
  return database
}

/**
 * Takes an exclusive lock on a file of its own; `close` gives it back.
 * SQLite's file lock ends with the process however it dies, which no lock file of our own could promise.
 * @throws Error with `locked` in its message when another process has it.
 */
export function lockFile(file: string): Database {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

/**
 * Runs the schema steps the file has not seen yet, each in its own transaction.
 * @throws OperationalFailure `database-from-the-future`: a newer Reelgraph wrote it; it stays as it is.
 */
export function migrateDatabase(database: Database): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  const known = schemaSteps.length
  if (version > known) throw new OperationalFailure('database-from-the-future', { version, known })
  for (const [index, step] of schemaSteps.entries()) {
    if (index < version) continue
    transaction(database, () => {
      database.exec(step)
      database.exec(`PRAGMA user_version = ${index + 1}`)
    })
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const sqliteFull = 13

/** What SQLite threw, as a failure the surroundings must mend; all else is passed on. */
function storageFailure(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('errcode' in thrown)) return thrown
  const code = Number(thrown.errcode) & 0xff
  if (code === sqliteFull) return new OperationalFailure('disk-full', {}, { cause: thrown })
  return new OperationalFailure('storage-failed', { detail: thrown.message }, { cause: thrown })
}

/**
 * Like {@link transaction} on a `full` connection, but without a disk flush: it survives `kill -9`, and a power cut
 * only together with the next flush.
 */
export function quickTransaction<T>(database: Database, work: () => T): T {
  database.exec('PRAGMA synchronous = NORMAL')
  try {
    return transaction(database, work)
  } finally {
    database.exec('PRAGMA synchronous = FULL')
  }
}

/** Runs `work` as one transaction; rolls back when it throws. */
export function transaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const answer = work()
    database.exec('COMMIT')
    return answer
  } catch (thrown) {
    // A full disk has ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw storageFailure(thrown)
  }
}
