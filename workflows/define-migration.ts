/** One step of the workflow file's shape; it lies in `migrations/NNNN-why.ts`. */
export interface WorkflowMigration {
  /** The version it starts from; it ends at `from + 1`. */
  readonly from: number
  readonly up: (file: Record<string, unknown>) => Record<string, unknown>
  /** A small file of version `from`, for the test that runs every migration. */
  readonly example: Record<string, unknown>
}
