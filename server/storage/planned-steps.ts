import type { Database } from './database.ts'

/** The ingredients of a workflow's nodes when it was last planned, by node. */
export interface PlannedSteps<Ingredients> {
  get(workflowId: string): Readonly<Record<string, Ingredients>>
  put(workflowId: string, steps: Readonly<Record<string, Ingredients>>): void
}

export function makePlannedSteps<Ingredients>(database: Database): PlannedSteps<Ingredients> {
  const one = database.prepare('SELECT steps FROM planned_steps WHERE workflow_id = ?')
  const upsert = database.prepare(
    'INSERT INTO planned_steps VALUES (?, ?) ON CONFLICT DO UPDATE SET steps = excluded.steps',
  )
  return {
    get: (workflowId) => {
      const row = one.get(workflowId) as { readonly steps: string } | undefined
      return row ? (JSON.parse(row.steps) as Record<string, Ingredients>) : {}
    },
    put: (workflowId, steps) => void upsert.run(workflowId, JSON.stringify(steps)),
  }
}
