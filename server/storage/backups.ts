import { mkdir, rename, rm } from 'node:fs/promises'
import { copyFileSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { backup } from '@photostructure/sqlite'
import { type Database, openDatabase } from './database.ts'

/** As many are kept; the oldest go. */
const keptBackups = 5

export interface Backup {
  readonly file: string
  /** Milliseconds since 1970. */
  readonly madeAt: number
}

/** Newest first. */
export function listBackups(folder: string): readonly Backup[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => name.endsWith('.sqlite'))
  return files
    .map((name) => path.join(folder, name))
    .map((file) => ({ file, madeAt: statSync(file).mtimeMs }))
    .sort((a, b) => b.madeAt - a.madeAt)
}

interface BackupRequest {
  readonly folder: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** Ends it between two steps, with an error: the connection must stay open until then. */
  readonly signal?: AbortSignal
}

/** Copies a database while it is in use, some pages at a time, and drops the oldest copies. */
export async function makeBackup(database: Database, { folder, now, signal }: BackupRequest): Promise<void> {
  await mkdir(folder, { recursive: true })
  const name = new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(':', '-')
  const unfinished = path.join(folder, `${name}.part`)
  await rm(unfinished, { force: true })
  signal?.throwIfAborted()
  await backup(database, unfinished, { rate: 200, progress: () => signal?.throwIfAborted() })
  await rename(unfinished, path.join(folder, `${name}.sqlite`))
  for (const { file } of listBackups(folder).slice(keptBackups)) await rm(file, { force: true })
}

/** What SQLite has to say against a database file; undefined when it is sound or not there yet. */
export function damageOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined
  let database: Database | undefined
  try {
    database = openDatabase(file, 'full')
    const { quick_check: verdict } = database.prepare('PRAGMA quick_check(1)').get() as {
      readonly quick_check: string
    }
    // The first line only names the database.
    return verdict === 'ok' ? undefined : verdict.split('\n').at(-1)
  } catch (thrown) {
    return (thrown as Error).message
  } finally {
    database?.close()
  }
}

/**
 * Puts a backup in the place of a damaged database, which stays beside it.
 * @returns the damaged one's new name
 */
export function restoreBackup(database: string, { file }: Backup, now: number): string {
  const aside = `${database}.damaged-${now}`
  renameSync(database, aside)
  // They belong to the damaged one; with the backup they would spoil that too.
  for (const part of ['-wal', '-shm']) {
    if (existsSync(database + part)) renameSync(database + part, aside + part)
  }
  const unfinished = `${database}.part`
  rmSync(unfinished, { force: true })
  copyFileSync(file, unfinished)
  renameSync(unfinished, database)
  return aside
}
