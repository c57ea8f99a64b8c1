import { type Database, quickTransaction } from './database.ts'

/** The ingredients of a workflow's nodes when it was last planned, by node. */
export interface PlannedSteps<Ingredients> {
  get(workflowId: string): Readonly<Record<string, Ingredients>>
  put(workflowId: string, steps: Readonly<Record<string, Ingredients>>): void
  /** Writes what was put lately. */
  flush(): void
}

/** As many workflows are remembered as people work on side by side. */
const mostRemembered = 8
/** What a run of a workflow was made of is soon replaced by the next one's. */
const writeDelayMs = 200

/** Kept in memory and written a little later: losing the last ones costs a less exact reason, nothing else. */
export function makePlannedSteps<Ingredients>(
  database: Database,
  warn: (what: string, detail: string) => void,
): PlannedSteps<Ingredients> {
  const one = database.prepare('SELECT steps FROM planned_steps WHERE workflow_id = ?')
  const upsert = database.prepare(
    'INSERT INTO planned_steps VALUES (?, ?) ON CONFLICT DO UPDATE SET steps = excluded.steps',
  )
  const remembered = new Map<string, Readonly<Record<string, Ingredients>>>()
  const unwritten = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  function read(workflowId: string): Readonly<Record<string, Ingredients>> {
    const row = one.get(workflowId) as { readonly steps: string } | undefined
    return row ? (JSON.parse(row.steps) as Record<string, Ingredients>) : {}
  }

  function remember(workflowId: string, steps: Readonly<Record<string, Ingredients>>): void {
    remembered.delete(workflowId)
    remembered.set(workflowId, steps)
    const [oldest = workflowId] = remembered.keys()
    if (remembered.size <= mostRemembered) return
    flush()
    remembered.delete(oldest)
  }

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    try {
      quickTransaction(database, () => {
        for (const id of unwritten) upsert.run(id, JSON.stringify(remembered.get(id) ?? {}))
      })
    } catch (thrown) {
      warn('What nodes were made of cannot be stored.', String(thrown))
    }
    unwritten.clear()
  }

  return {
    flush,
    get: (workflowId) => {
      const steps = remembered.get(workflowId) ?? read(workflowId)
      remember(workflowId, steps)
      return steps
    },
    put: (workflowId, steps) => {
      unwritten.add(workflowId)
      remember(workflowId, steps)
      timer ??= setTimeout(flush, writeDelayMs)
    },
  }
}
