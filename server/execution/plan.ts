import type { RunReason } from '../../workflows/execution-event.ts'
import type { NodeId } from '../../workflows/graph.ts'
import type { SweepCell } from '../../workflows/sweep.ts'
import type { JsonValue } from '../../workflows/json.ts'

/** One output of another step. */
export interface StepOutput {
  readonly step: NodeId
  readonly port: string
}

export interface StepInput {
  readonly sources: readonly StepOutput[]
  /** The node gets an array. */
  readonly many: boolean
  readonly lazy: boolean
}

/** What a step is made of; compared with the last time to tell why it runs again. */
export interface StepIngredients {
  readonly type: string
  readonly version: number
  readonly params: Readonly<Record<string, JsonValue>>
  /** By input port or driven param: the keys and ports it reads. */
  readonly inputs: Readonly<Record<string, readonly string[]>>
  /** Fingerprints of the models it uses, with variant and device. */
  readonly models: Readonly<Record<string, string>>
  /** SHA-256 of what the node looked up in the world: the words of files. */
  readonly found?: string
  /** State another run kept, of a node that goes on from it in a fork. */
  readonly start?: string
  /** What an output node may write into a file's name: the workflow's and its own. */
  readonly names: Readonly<Record<string, string>>
}

/** One node of a run, ready to execute. Plain data: it goes to the worker. */
export interface PlanStep {
  readonly id: NodeId
  readonly type: string
  /** Checked and complete but for the driven ones. */
  readonly params: Readonly<Record<string, JsonValue>>
  readonly inputs: Readonly<Record<string, StepInput>>
  /** Params whose value comes through a wire. */
  readonly driven: Readonly<Record<string, StepOutput>>
  /** What the node looked up in the world when the run was planned. */
  readonly found?: JsonValue
  /** Socket type of each output, `*` resolved where the graph tells. */
  readonly outputs: Readonly<Record<string, string>>
  /** State it goes on from, in a fork. */
  readonly start?: string
  /** SHA-256 of the ingredients: equal key, equal result. */
  readonly key: string
  readonly alwaysRuns: boolean
  /** Of an output node: the seeds its result was made from. */
  readonly seed?: string
  /** Models it uses, by id: their files' hashes, variant and device. */
  readonly models: Readonly<Record<string, string>>
  /** Why it will run if its result is not at hand. */
  readonly reason: RunReason
}

export interface Plan {
  /** In topological order. */
  readonly steps: readonly PlanStep[]
  readonly targets: readonly NodeId[]
  /** Muted and bypassed nodes, and those of branches not taken. */
  readonly skipped: readonly NodeId[]
  /** Combinations of the run's sweeps; the steps of the n-th are called `node~n`. */
  readonly cells: readonly SweepCell[]
}
