import type { WorkflowMigration } from './define-migration.ts'
import { migration as positions } from './migrations/0000-positions-as-objects.ts'
import { migration as severalEnds } from './migrations/0001-ports-lead-to-several.ts'

/** All migrations, oldest first; the test checks that each starts where the one before ended. */
export const migrations: readonly WorkflowMigration[] = [positions, severalEnds]
