import { UserFailure } from './failure.ts'
import { migrations } from './migrations.ts'

/** The version written by this Reelgraph: one more than the newest migration's starting point. */
export const latestVersion = 2

/**
 * Brings a workflow of any known version to {@link latestVersion}; leaves the current one as it is.
 * @throws UserFailure `workflow-unknown-format` | `workflow-from-the-future`
 */
export function migrateWorkflow(raw: unknown): unknown {
  if (!isRecord(raw) || raw.format !== 'reelgraph' || typeof raw.version !== 'number') {
    throw new UserFailure('workflow-unknown-format')
  }
  if (raw.version > latestVersion) {
    throw new UserFailure('workflow-from-the-future', { version: raw.version, known: latestVersion })
  }
  return migrations
    .filter((migration) => migration.from >= (raw.version as number))
    .reduce<Record<string, unknown>>(
      (file, migration) => ({ ...migration.up(file), version: migration.from + 1 }),
      raw,
    )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
