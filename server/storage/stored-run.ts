import type { WildcardLists } from '../../models/wildcards.ts'
import type { RunSummary } from '../../workflows/api.ts'
import type { RunOrigin } from '../../workflows/execution-event.ts'
import type { NodeId } from '../../workflows/graph.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'

/** What is needed to run it, as it was accepted. */
export interface RunJob {
  readonly workflow: Workflow
  readonly targets?: readonly NodeId[]
  /** The runs it was made from, newest first. */
  readonly origins?: readonly RunOrigin[]
  /** All plain seeds, by `node.param`. */
  readonly seeds?: Readonly<Record<string, number>>
  /** Lists of the person's files its nodes draw words from, as they were; see `wordsOf`. */
  readonly words?: WildcardLists | undefined
  /** A node that starts from a state another run kept. */
  readonly fork?: { readonly node: NodeId; readonly state: string }
}

/** A run's summary but for its place in the queue, which has columns of its own. */
export type StoredSummary = Omit<RunSummary, 'priority' | 'place'>

/** Where a run waits: highest priority first, then lowest position. */
export interface QueuePlace {
  readonly runId: string
  readonly priority: number
  readonly position: number
}

export interface StoredRun {
  readonly summary: StoredSummary
  readonly job: RunJob
  readonly place: QueuePlace
}
