import path from 'node:path'
import { OperationalFailure } from '../../workflows/failure.ts'
import { damageOf, listBackups, makeBackup, restoreBackup } from './backups.ts'
import { type Database, migrateDatabase, openDatabase } from './database.ts'

export interface OpenDatabase {
  /** Flushes every commit to disk, but for a `quickTransaction`. */
  readonly database: Database
  close(): void
}

export interface DatabaseOptions {
  readonly file: string
  readonly backups: string
  /** Goes on from the newest backup when the file is damaged. */
  readonly restores: boolean
  readonly now: () => number
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
  const backUp = () => {
    makeBackup(database, options.backups, now()).catch((cause: unknown) => {
      // The connection was closed meanwhile: the next server makes one.
      if (database.isOpen) warn('A backup of the database could not be made.', String(cause))
    })
  }
  const first = setTimeout(backUp, 10_000).unref()
  const timer = setInterval(backUp, backupIntervalMs).unref()
  return {
    database,
    close: () => {
      clearTimeout(first)
      clearInterval(timer)
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
