import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { OperationalFailure } from '../../workflows/failure.ts'
import { type Database, lockFile } from './database.ts'

/** Where everything lies below the data folder. */
export interface DataFolder {
  readonly root: string
  readonly database: string
  /** Copies of the database. */
  readonly backups: string
  readonly assets: string
  readonly results: string
  readonly intermediates: string
  /** States of unfinished work. */
  readonly checkpoints: string
  /** States that runs were forked from. */
  readonly forks: string
  readonly models: string
  /** Lists of words, one file each, written by the person. */
  readonly wildcards: string
  /** Unfinished files; on the same disk as the rest, so that a rename is atomic. */
  readonly temporary: string
  /** Lets the next server in. */
  unlock(): void
}

/**
 * Makes the data folder where needed and takes its lock.
 * @throws OperationalFailure `data-folder-unusable` when it cannot be written, `data-folder-locked` when
 * another Reelgraph has it.
 */
export function openDataFolder(folder: string): DataFolder {
  const root = path.resolve(folder)
  const below = (name: string) => path.join(root, name)
  const folders = {
    backups: below('backups'),
    assets: below('assets'),
    results: below('results'),
    intermediates: below('results/intermediates'),
    checkpoints: below('checkpoints'),
    forks: below('forks'),
    models: below('models'),
    wildcards: below('wildcards'),
    temporary: below('temporary'),
  }
  try {
    for (const one of Object.values(folders)) mkdirSync(one, { recursive: true })
  } catch (cause) {
    throw new OperationalFailure(
      'data-folder-unusable',
      { folder: root, detail: (cause as Error).message },
      { cause },
    )
  }
  const lock = takeLock(root)
  return { root, database: below('reelgraph.sqlite'), ...folders, unlock: () => lock.close() }
}

function takeLock(root: string): Database {
  try {
    return lockFile(path.join(root, 'lock.sqlite'))
  } catch (cause) {
    const detail = (cause as Error).message
    if (/locked|busy/i.test(detail))
      throw new OperationalFailure('data-folder-locked', { folder: root }, { cause })
    throw new OperationalFailure('data-folder-unusable', { folder: root, detail }, { cause })
  }
}
