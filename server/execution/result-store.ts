import type { NodeResult } from '../../workflows/execution-event.ts'
import type { JsonValue } from '../../workflows/json.ts'

/** What people see of a result, without its values. */
export interface ResultCard {
  readonly results: readonly NodeResult[]
  /** Short facts of all outputs, for labels on wires. */
  readonly facts: Readonly<Record<string, JsonValue>>
}

/** What a step made. */
export interface StepValues extends ResultCard {
  /** Value of each output port. */
  readonly outputs: Readonly<Record<string, unknown>>
}

/** Socket type of each output port. */
export type OutputTypes = Readonly<Record<string, string>>

/** Results by content key. */
export interface ResultStore {
  /** Those of the keys whose results are at hand; one question for all of a run's. */
  held(keys: readonly string[]): ReadonlySet<string>
  /** The card alone, cheaper than the values; undefined when it is not there or damaged. */
  card(key: string): Promise<ResultCard | undefined>
  /** Undefined when it is not there or damaged: then it is made again. */
  get(key: string, types: OutputTypes): Promise<StepValues | undefined>
  put(key: string, values: StepValues, types: OutputTypes): void
  /** Writes what waits to be written together with more. */
  flush(): void
  /** Resolves when all that was put has reached the disk. */
  settled(): Promise<void>
  /** Notes what was used since it was last called, and lets go of what was not used for longest. */
  tidy(): Promise<void>
}
