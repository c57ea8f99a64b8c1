import { z } from 'zod'
import { graphSchema } from './graph.ts'
import { UserFailure } from './failure.ts'
import { isDeeperThan, jsonSchema, mostLevels } from './json.ts'
import { latestVersion, migrateWorkflow } from './migrate-workflow.ts'
import { issueValues, jsonPlace, tooDeep } from './schema-issue.ts'
import { subgraphsSchema } from './subgraphs/subgraph.ts'
import { translationsSchema } from './translations.ts'

export const workflowSchema = z.object({
  format: z.literal('reelgraph'),
  version: z.literal(latestVersion),
  id: z.uuid(),
  name: z.string().min(1).max(200),
  description: z.string().optional(),
  graph: graphSchema,
  subgraphs: subgraphsSchema.default({}),
  /** The form a person without graphs sees: which params and outputs, in which order. */
  app: jsonSchema.optional(),
  /** What a shipped example is called in other languages; only shown, so texts of another shape are left out. */
  translations: translationsSchema.optional().catch(undefined),
})

export type Workflow = z.infer<typeof workflowSchema>

/**
 * Reads the text of a `*.workflow.json` file, bringing older versions up to date.
 * @throws UserFailure when the text is not JSON, not a Reelgraph workflow, or from a newer Reelgraph.
 */
export function parseWorkflowText(text: string): Workflow {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (cause) {
    throw new UserFailure('workflow-not-json', jsonPlace(cause), { cause })
  }
  return parseWorkflow(raw)
}

/** Like {@link parseWorkflowText} for a value that is already parsed. */
export function parseWorkflow(raw: unknown): Workflow {
  if (isDeeperThan(mostLevels, raw)) throw new UserFailure('workflow-damaged', tooDeep)
  const migrated = migrateWorkflow(raw)
  const parsed = workflowSchema.safeParse(migrated)
  if (parsed.success) return parsed.data
  throw new UserFailure('workflow-damaged', issueValues(parsed.error.issues[0]))
}
