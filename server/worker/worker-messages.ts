import type { PreviewFrames } from '../../nodes/run-context.ts'
import type { Asset } from '../../workflows/asset.ts'
import type { FailureData } from '../../workflows/failure.ts'
import type { DeviceChoice } from '../inference/device.ts'
import type { SentJob } from './sent-job.ts'
import type { WorkerMemory } from './worker-memory.ts'
import type { AssetFacts } from '../storage/asset-store.ts'

/** What a worker is told when it is forked, as JSON in its first argument. */
export interface WorkerSettings {
  readonly device: DeviceChoice
  /** All cores when left out. */
  readonly threads?: number
  readonly modelFolders: readonly string[]
  readonly nodeFolders: readonly string[]
  readonly results: string
  readonly intermediates: string
  readonly resultMemoryBytes: number
  readonly resultDiskBytes: number
  /** Weights kept open. */
  readonly modelBytes: number
  readonly verifiedFile: string
  readonly checkpoints: string
  readonly checkpointBytes: number
  readonly forks: string
  readonly forkBytes: number
}

/** What the worker asks of the server, which alone writes the database. */
export type WorkerQuestion =
  | { readonly what: 'get-asset'; readonly assetId: string }
  | { readonly what: 'path-of-asset'; readonly assetId: string }
  | { readonly what: 'put-asset'; readonly file: string; readonly facts: AssetFacts }

export type WorkerAnswer = Asset | string

export type ToWorker =
  | { readonly type: 'run'; readonly job: SentJob }
  | { readonly type: 'cancel'; readonly runId: string }
  | { readonly type: 'pause'; readonly runId: string; readonly isPaused: boolean }
  | { readonly type: 'answer'; readonly id: number; readonly answer: WorkerAnswer }
  | { readonly type: 'refusal'; readonly id: number; readonly failure: FailureData }

export type FromWorker =
  | { readonly type: 'ready'; readonly device: string; readonly deviceReason: string }
  | { readonly type: 'unusable'; readonly failure: FailureData }
  /** The events as JSON, for the same reason as a job's parts. */
  | { readonly type: 'events'; readonly runId: string; readonly events: string }
  | {
      readonly type: 'preview'
      readonly runId: string
      readonly node: string
      readonly preview: PreviewFrames
    }
  /** The run is over, its results are on disk: the next one may come. */
  | { readonly type: 'idle'; readonly runId: string; readonly memory: WorkerMemory }
  | { readonly type: 'ask'; readonly id: number; readonly question: WorkerQuestion }
  | { readonly type: 'spawned'; readonly pid: number }
  | { readonly type: 'ended'; readonly pid: number }
  | { readonly type: 'warned'; readonly what: string; readonly detail: string }
