import type { StoredWorkflow, WorkflowRevision, WorkflowSummary } from '../../workflows/api.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { parseWorkflowText } from '../../workflows/workflow-file.ts'
import { type Database, transaction } from './database.ts'

export interface WorkflowStore {
  list(): readonly WorkflowSummary[]
  /** @throws UserFailure `not-found` */
  get(id: string): StoredWorkflow
  /**
   * Stores a workflow; `baseRevision` is the one it was edited from, undefined for a new one.
   * @throws UserFailure `revision-needed` | `revision-conflict`
   */
  put(workflow: Workflow, baseRevision: number | undefined): StoredWorkflow
  /** Called with every workflow that was stored. */
  onStored(listener: (stored: StoredWorkflow) => void): void
  /** Every state that was saved, newest first; empty when the workflow is not known. */
  revisions(id: string): readonly WorkflowRevision[]
  /** @throws UserFailure `not-found` */
  revision(id: string, revision: number): StoredWorkflow
}

interface Row {
  readonly id: string
  readonly revision: number
  readonly name: string
  readonly description: string | null
  readonly saved_at: number
  readonly workflow: string
}

export function makeWorkflowStore(database: Database, now: () => number): WorkflowStore {
  const all = database.prepare(
    'SELECT id, revision, name, description, saved_at FROM workflows ORDER BY saved_at DESC',
  )
  const one = database.prepare('SELECT * FROM workflows WHERE id = ?')
  const upsert = database.prepare(
    `INSERT INTO workflows (id, revision, name, description, saved_at, workflow) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, name = excluded.name,
       description = excluded.description, saved_at = excluded.saved_at, workflow = excluded.workflow`,
  )
  const append = database.prepare(
    'INSERT INTO workflow_revisions (workflow_id, revision, saved_at, workflow) VALUES (?, ?, ?, ?)',
  )
  const history = database.prepare(
    `SELECT revision, saved_at AS savedAt FROM workflow_revisions WHERE workflow_id = ? ORDER BY revision DESC`,
  )
  const old = database.prepare(
    'SELECT workflow FROM workflow_revisions WHERE workflow_id = ? AND revision = ?',
  )
  const find = (id: string) => one.get(id) as Row | undefined

  const listeners: ((stored: StoredWorkflow) => void)[] = []

  function put(workflow: Workflow, baseRevision: number | undefined): StoredWorkflow {
    const stored = write(workflow, baseRevision)
    for (const listener of listeners) listener(stored)
    return stored
  }

  function write(workflow: Workflow, baseRevision: number | undefined): StoredWorkflow {
    return transaction(database, () => {
      const { id, name, description } = workflow
      const current = find(id)?.revision ?? 0
      checkRevision(current, baseRevision)
      const revision = current + 1
      const at = now()
      const text = JSON.stringify(workflow)
      upsert.run(id, revision, name, description ?? null, at, text)
      append.run(id, revision, at, text)
      return { revision, workflow }
    })
  }

  function get(id: string): StoredWorkflow {
    const row = find(id)
    if (!row) throw new UserFailure('not-found', { what: 'workflow', id })
    return { revision: row.revision, workflow: parseWorkflowText(row.workflow) }
  }

  function revision(id: string, number: number): StoredWorkflow {
    const row = old.get(id, number) as Pick<Row, 'workflow'> | undefined
    if (!row) throw new UserFailure('not-found', { what: 'revision', id: `${id}/${number}` })
    return { revision: number, workflow: parseWorkflowText(row.workflow) }
  }

  return {
    list: () => (all.all() as Row[]).map(summary),
    ...{ get, put, revision },
    onStored: (listener) => void listeners.push(listener),
    revisions: (id) => history.all(id) as WorkflowRevision[],
  }
}

function checkRevision(current: number, base: number | undefined): void {
  if (base === undefined && current > 0) throw new UserFailure('revision-needed', { current })
  if (base !== undefined && base !== current)
    throw new UserFailure('revision-conflict', { current, given: base })
}

function summary({ id, name, description, revision, saved_at: savedAt }: Row): WorkflowSummary {
  return { id, name, description: description ?? undefined, revision, savedAt }
}
