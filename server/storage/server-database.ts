import path from 'node:path'
import { OperationalFailure } from '../../workflows/failure.ts'
import { damageOf, listBackups, makeBackup, restoreBackup } from './backups.ts'
import { type Database, migrateDatabase, openDatabase } from './database.ts'

export interface OpenDatabase {
  /** Flushes every commit to disk, but for a `quickTransaction`. */
  readonly database: Database
  /** Resolves once it is closed: a backup in the making is given up first. */
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly file: string
  readonly backups: string
  /** Goes on from the newest backup when the file is damaged. */
  readonly restores: boolean
  readonly now: () => number
  /** After the start; 10 s when left out. */
  readonly firstBackupMs?: number
  readonly warn: (what: string, detail: string) => void
}

const backupIntervalMs = 60 * 60 * 1000

/**
 * The server's database, sound and up to date. A backup is made now and every hour.
 * @throws OperationalFailure `database-damaged` | `database-damaged-for-good` | `database-from-the-future`: the file
 * stays as it is.
 */
export function openServerDatabase(options: DatabaseOptions): OpenDatabase {
  const { file, now, warn } = options
  mend(options)
  const database = openDatabase(file, 'full')
  try {
    migrateDatabase(database)
  } catch (thrown) {
    database.close()
    throw thrown
  }
  const closing = new AbortController()
  let newest = Promise.resolve()
  const backUp = () => {
    const { signal } = closing
    newest = makeBackup(database, { folder: options.backups, now: now(), signal }).catch((cause: unknown) => {
      if (!signal.aborted) warn('A backup of the database could not be made.', String(cause))
    })
  }
  const first = setTimeout(backUp, options.firstBackupMs ?? 10_000).unref()
  const timer = setInterval(backUp, backupIntervalMs).unref()
  return {
    database,
    close: async () => {
      clearTimeout(first)
      clearInterval(timer)
      // A thread of its own reads the connection: closing it under its hands would end the process.
      closing.abort()
      await newest
      // Who copies the file alone then has all of it.
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      database.close()
    },
  }
}

function mend({ file, backups, restores, now, warn }: DatabaseOptions): void {
  const detail = damageOf(file)
  if (detail === undefined) return
  // A backup that was made of a damaged page is damaged as well.
  const newest = listBackups(backups).find((backup) => damageOf(backup.file) === undefined)
  if (!newest) throw new OperationalFailure('database-damaged-for-good', { file, detail })
  const date = new Date(newest.madeAt).toISOString()
  if (!restores) throw new OperationalFailure('database-damaged', { file, detail, date })
  const aside = restoreBackup(file, newest, now())
  warn(`The database was damaged; this is the backup of ${date}.`, `the damaged one: ${path.basename(aside)}`)
}
