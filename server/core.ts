import { availableParallelism } from 'node:os'
import path from 'node:path'
import type { Catalog } from '../nodes/catalog.ts'
import type { PreviewFrames } from '../nodes/run-context.ts'
import { loadCatalog } from './catalog.ts'
import type { Config } from './config.ts'
import { storeExampleAssets } from './example-assets.ts'
import type { StepIngredients } from './execution/plan.ts'
import { openResultFolder, type ResultFolder } from './execution/result-folder.ts'
import { makeModelShelf, type ModelShelf } from './model-shelf.ts'
import { projectFolder } from './project-folder.ts'
import { RunLog } from './queue/run-log.ts'
import { makeRunPlanner } from './queue/run-planner.ts'
import { RunQueue } from './queue/run-queue.ts'
import { type AssetLibrary, makeAssetLibrary } from './storage/asset-library.ts'
import { type AssetStore, makeAssetStore } from './storage/asset-store.ts'
import { type DataFolder, openDataFolder } from './storage/data-folder.ts'
import { migrateDatabase, openDatabase } from './storage/database.ts'
import { makePlannedSteps } from './storage/planned-steps.ts'
import { makeRunStore } from './storage/run-store.ts'
import { uuidV7 } from './storage/uuid-v7.ts'
import { makeWorkflowStore, type WorkflowStore } from './storage/workflow-store.ts'
import { WorkerLink } from './worker/worker-link.ts'
import type { WorkerAnswer, WorkerQuestion } from './worker/worker-messages.ts'

export interface CoreOptions
  extends Partial<Pick<Config, 'assetBudget'>>, Pick<Config, 'data' | 'device' | 'threads'> {
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly warn: (what: string, detail: string) => void
  /** Further folders with nodes. */
  readonly nodeFolders?: readonly string[]
  /** Takes up the runs the last process did not finish; true when left out. */
  readonly resumes?: boolean
  /** Processes that compute side by side; one when left out. */
  readonly workers?: number
  /** 10 s when left out. */
  readonly cancelGraceMs?: number
}

/** All of the server but HTTP and sockets: what the web server and the command line both stand on. */
export interface Core {
  readonly catalog: Catalog
  readonly models: ModelShelf
  readonly assets: AssetStore
  readonly library: AssetLibrary
  readonly workflows: WorkflowStore
  readonly log: RunLog
  readonly queue: RunQueue
  readonly workers: readonly WorkerLink[]
  readonly folder: DataFolder
  /** What the workers keep; the server looks and tidies, it does not write. */
  readonly results: ResultFolder
  /** Called with every preview of the running run. */
  onPreview(listener: PreviewListener): void
  /** Runs that are not over are taken up by the next process on this data folder. */
  close(): void
}

export type PreviewListener = (runId: string, node: string, preview: PreviewFrames) => void

const gibibyte = 1024 ** 3

/** @throws OperationalFailure when the data folder is in use or cannot be used. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { now, nodeFolders = [], warn } = options
  const folder = openDataFolder(options.data)
  const databases = openDatabases(folder)
  const assets = makeAssetStore({ database: databases.durable, folder: folder.assets, now })
  const modelFolders = [path.join(projectFolder, 'models/library'), folder.models]
  const results = await openResults(options, folder)
  const workers = startWorkers({ options, folder, assets, modelFolders })
  await storeExampleAssets(assets, folder.temporary)
  const models = makeModelShelf({ folders: modelFolders, assets, now })
  const catalog = await loadCatalog(nodeFolders)
  const store = makeRunStore(databases)
  const log = new RunLog({ store, now, warn })
  const previewListeners: PreviewListener[] = []
  const queue = new RunQueue({
    ...{ log, store, workers },
    plan: makeRunPlanner({
      ...{ catalog, world: () => models.world() },
      planned: makePlannedSteps<StepIngredients>(databases.fast),
    }),
    newRunId: () => uuidV7(now()),
    onPreview: (...preview) => previewListeners.forEach((listener) => listener(...preview)),
  })
  if (options.resumes ?? true) queue.takeUp()
  return {
    ...{ catalog, models, assets, log, queue, workers, folder, results },
    workflows: makeWorkflowStore(databases.durable, now),
    library: makeAssetLibrary({
      ...{ database: databases.durable, assets, now },
      budget: options.assetBudget ?? 50 * gibibyte,
    }),
    onPreview: (listener) => void previewListeners.push(listener),
    close: () => {
      queue.close()
      for (const worker of workers) worker.close()
      log.close()
      results.close()
      databases.close()
      folder.unlock()
    },
  }
}

/** Two connections to one file: what is acknowledged is flushed to disk, the event log need not be. */
function openDatabases({ database }: DataFolder) {
  const durable = openDatabase(database, 'full')
  migrateDatabase(durable)
  const fast = openDatabase(database, 'normal')
  return {
    durable,
    fast,
    close: () => {
      fast.close()
      durable.close()
    },
  }
}

/** Before a worker runs: what is unfinished now was left over by a process that was killed. */
async function openResults({ now, warn }: CoreOptions, folder: DataFolder): Promise<ResultFolder> {
  const results = openResultFolder({
    ...{ folder: folder.results, intermediates: folder.intermediates, now },
    warn: (what, cause) => warn(what, String(cause)),
  })
  await results.sweep()
  return results
}

interface WorkerParts {
  readonly options: CoreOptions
  readonly folder: DataFolder
  readonly assets: AssetStore
  readonly modelFolders: readonly string[]
}

function startWorkers(parts: WorkerParts): readonly WorkerLink[] {
  const { workers = 1 } = parts.options
  // Fixed for good, so that a run repeats; several workers share the cores.
  const threads = parts.options.threads ?? Math.max(1, Math.floor(availableParallelism() / workers))
  return Array.from({ length: workers }, () => startWorker(parts, threads))
}

function startWorker({ options, folder, assets, modelFolders }: WorkerParts, threads: number): WorkerLink {
  const { device, nodeFolders = [], cancelGraceMs = 10_000, warn } = options
  return new WorkerLink({
    settings: {
      ...{ device, threads, modelFolders, nodeFolders },
      results: folder.results,
      intermediates: folder.intermediates,
      resultMemoryBytes: gibibyte / 2,
      resultDiskBytes: 4 * gibibyte,
      checkpoints: folder.checkpoints,
      checkpointBytes: gibibyte,
    },
    cancelGraceMs,
    answer: (question) => answerWorker(question, assets),
    warn,
  })
}

async function answerWorker(question: WorkerQuestion, assets: AssetStore): Promise<WorkerAnswer> {
  switch (question.what) {
    case 'get-asset':
      return assets.get(question.assetId)
    case 'path-of-asset':
      return assets.pathOf(question.assetId)
    case 'put-asset':
      return assets.put(question.file, question.facts, 'output')
    default:
      return question satisfies never
  }
}
