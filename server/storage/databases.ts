import path from 'node:path'
import { OperationalFailure } from '../../workflows/failure.ts'
import { damageOf, listBackups, makeBackup, restoreBackup } from './backups.ts'
import { type Database, migrateDatabase, openDatabase } from './database.ts'

export interface Databases {
  /** What is acknowledged is flushed to disk. */
  readonly durable: Database
  /** The event log need not be. */
  readonly fast: Database
  close(): void
}

export interface DatabasesOptions {
  readonly file: string
  readonly backups: string
  /** Goes on from the newest backup when the file is damaged. */
  readonly restores: boolean
  readonly now: () => number
  readonly warn: (what: string, detail: string) => void
}

const backupIntervalMs = 60 * 60 * 1000

/**
 * Two connections to one file, which is sound and up to date. A backup is made now and every hour.
 * @throws OperationalFailure `database-damaged` | `database-damaged-for-good`: the file stays as it is.
 */
export function openDatabases(options: DatabasesOptions): Databases {
  const { file, now, warn } = options
  mend(options)
  const durable = openDatabase(file, 'full')
  migrateDatabase(durable)
  const fast = openDatabase(file, 'normal')
  const backUp = () => {
    makeBackup(fast, options.backups, now()).catch((cause: unknown) => {
      // The connection was closed meanwhile: the next server makes one.
      if (fast.isOpen) warn('A backup of the database could not be made.', String(cause))
    })
  }
  const first = setTimeout(backUp, 10_000).unref()
  const timer = setInterval(backUp, backupIntervalMs).unref()
  return {
    ...{ durable, fast },
    close: () => {
      clearTimeout(first)
      clearInterval(timer)
      fast.close()
      // Who copies the file alone then has all of it.
      durable.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      durable.close()
    },
  }
}

function mend({ file, backups, restores, now, warn }: DatabasesOptions): void {
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
