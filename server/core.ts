import { availableParallelism, totalmem } from 'node:os'
import { flatGraph } from '../workflows/subgraphs/expand-subgraphs.ts'
import path from 'node:path'
import type { Catalog } from '../nodes/catalog.ts'
import type { PreviewFrames } from '../nodes/run-context.ts'
import { type AssetPictures, makeAssetPictures } from './asset-pictures.ts'
import { loadCatalog } from './catalog.ts'
import type { Config } from './config.ts'
import { storeExampleAssets } from './example-assets.ts'
import type { DeviceChoice } from './inference/device.ts'
import type { StepIngredients } from './execution/plan.ts'
import { openResultFolder, type ResultFolder } from './execution/result-folder.ts'
import { makeModelShelf, type ModelShelf } from './model-shelf.ts'
import { projectFolder } from './project-folder.ts'
import { RunLog } from './queue/run-log.ts'
import { startCompaction } from './queue/compaction.ts'
import { fitsDevice, namedModels } from './queue/fits-device.ts'
import { type Forks, makeForks } from './queue/forks.ts'
import { makeRunPlanner, type RunPlanner } from './queue/run-planner.ts'
import { RunQueue } from './queue/run-queue.ts'
import { whenIdle } from './queue/when-idle.ts'
import { type AssetLibrary, makeAssetLibrary } from './storage/asset-library.ts'
import { type AssetStore, makeAssetStore } from './storage/asset-store.ts'
import { makeCheckpointFolder } from './storage/checkpoint-folder.ts'
import { makeForkFolder } from './storage/fork-folder.ts'
import { type DataFolder, openDataFolder } from './storage/data-folder.ts'
import type { Database } from './storage/database.ts'
import { type OpenDatabase, openServerDatabase } from './storage/server-database.ts'
import { removePassNotes } from './storage/pass-notes.ts'
import { makePlannedSteps } from './storage/planned-steps.ts'
import { makeRunStore } from './storage/run-store.ts'
import { makeTimingStore } from './storage/timing-store.ts'
import { uuidV7 } from './storage/uuid-v7.ts'
import { makeWorkflowStore, type WorkflowStore } from './storage/workflow-store.ts'
import { WorkerLink } from './worker/worker-link.ts'
import type { WorkerAnswer, WorkerQuestion } from './worker/worker-messages.ts'

export interface CoreOptions
  extends Pick<Config, 'data' | 'device' | 'threads'>, Partial<Pick<Config, 'memory' | 'assetBudget'>> {
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly warn: (what: string, detail: string) => void
  /** Further folders with nodes. */
  readonly nodeFolders?: readonly string[]
  /** Takes up the runs the last process did not finish; true when left out. */
  readonly resumes?: boolean
  /** Goes on from the newest backup when the database is damaged. */
  readonly restore?: boolean
  /** Processes that compute side by side on each device; one when left out. */
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
  readonly pictures: AssetPictures
  readonly workflows: WorkflowStore
  readonly log: RunLog
  readonly queue: RunQueue
  readonly forks: Forks
  readonly workers: readonly WorkerLink[]
  readonly folder: DataFolder
  /** What the workers keep; the server looks and tidies, it does not write. */
  readonly results: ResultFolder
  readonly plan: RunPlanner
  /** Called with every preview of the running run. */
  onPreview(listener: PreviewListener): void
  /** Runs that are not over are taken up by the next process on this data folder. */
  close(): Promise<void>
}

export type PreviewListener = (runId: string, node: string, preview: PreviewFrames) => void

const gibibyte = 1024 ** 3
const checkpointBytes = gibibyte
const forkBytes = gibibyte
/** What the workers may keep of the machine's memory between runs. */
const shareOfMemory = 0.75

/** @throws OperationalFailure when the data folder is in use or cannot be used. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { now, nodeFolders = [], warn } = options
  const folder = openDataFolder(options.data)
  const opened = openDatabaseOf(folder, options)
  const { database } = opened
  const assets = makeAssetStore({ database, folder: folder.assets, now })
  const modelFolders = [path.join(projectFolder, 'models/library'), folder.models]
  const results = await openResults(options, folder)
  const workers = startWorkers({ options, folder, assets, modelFolders })
  await storeExampleAssets(assets, folder.temporary)
  const models = makeModelShelf({ folders: modelFolders, wildcards: folder.wildcards, assets, now })
  const catalog = await loadCatalog(nodeFolders)
  const store = makeRunStore(database)
  const log = new RunLog({ store, now, warn })
  const timings = makeTimingStore(database, now)
  const previewListeners: PreviewListener[] = []
  const planned = makePlannedSteps<StepIngredients>(database, warn)
  const plan = makeRunPlanner({
    ...{ catalog, timings, warn, threads: options.threads, world: () => models.world() },
    planned,
    held: (keys) => results.held(keys),
    openModels: (device) => openModels(workers, device),
  })
  const queue = new RunQueue({
    ...{ log, store, workers, plan, now },
    modelsOf: ({ workflow }) => namedModels(flatGraph(workflow), catalog),
    fits: (model, device) => fitsDevice(model, device, models.lastWorld()),
    newRunId: () => uuidV7(now()),
    onPreview: (...preview) => previewListeners.forEach((listener) => listener(...preview)),
  })
  const compaction = startCompaction(store, warn)
  const tidying = whenIdle({ log, queue, warn, work: () => removePassNotes(folder.intermediates) })
  // Which device a run fits is asked at once, and of the models last read.
  await models.world()
  if (options.resumes ?? true) queue.takeUp()
  return {
    ...{ catalog, models, assets, log, queue, workers, folder, results, plan },
    workflows: makeWorkflowStore(database, now),
    forks: makeForks({
      ...{ catalog, world: () => models.world() },
      states: makeForkFolder(folder.forks, forkBytes),
      neededStates: () => store.neededStates(),
      checkpoints: makeCheckpointFolder(folder.checkpoints, checkpointBytes),
    }),
    pictures: makeAssetPictures({ assets, folder: path.join(folder.root, 'thumbnails') }),
    library: openLibrary(options, database, assets),
    onPreview: (listener) => void previewListeners.push(listener),
    close: async () => {
      compaction.stop()
      tidying.stop()
      queue.close()
      for (const worker of workers) worker.close()
      log.close()
      planned.flush()
      results.close()
      await opened.close()
      folder.unlock()
    },
  }
}

function openLibrary({ now, assetBudget }: CoreOptions, database: Database, assets: AssetStore) {
  return makeAssetLibrary({ database, assets, now, budget: assetBudget ?? 50 * gibibyte })
}

function openDatabaseOf(folder: DataFolder, { now, warn, restore = false }: CoreOptions): OpenDatabase {
  try {
    return openServerDatabase({
      file: folder.database,
      backups: folder.backups,
      restores: restore,
      now,
      warn,
    })
  } catch (thrown) {
    folder.unlock()
    throw thrown
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
  const { workers = 1, device: devices, threads, memory } = parts.options
  const wanted = devices.flatMap((device) => Array.from({ length: workers }, () => device))
  const share = {
    // Fixed for good, so that a run repeats; several workers share the cores.
    threads: threads ?? Math.max(1, Math.floor(availableParallelism() / wanted.length)),
    memoryBytes: memory ?? (totalmem() * shareOfMemory) / wanted.length,
  }
  return wanted.map((device) => startWorker(parts, { device, ...share }))
}

interface WorkerShare {
  readonly device: DeviceChoice
  readonly threads: number
  readonly memoryBytes: number
}

function startWorker(
  { options, folder, assets, modelFolders }: WorkerParts,
  { device, threads, memoryBytes }: WorkerShare,
): WorkerLink {
  const { nodeFolders = [], cancelGraceMs = 10_000, warn } = options
  return new WorkerLink({
    settings: {
      ...{ device, threads, modelFolders, nodeFolders },
      results: folder.results,
      intermediates: folder.intermediates,
      resultMemoryBytes: gibibyte / 2,
      resultDiskBytes: 4 * gibibyte,
      checkpoints: folder.checkpoints,
      checkpointBytes,
      forks: folder.forks,
      forkBytes,
      modelBytes: memoryBytes / 2,
      verifiedFile: path.join(folder.root, 'verified-models.txt'),
    },
    memoryBytes,
    cancelGraceMs,
    answer: (question) => answerWorker(question, assets),
    warn,
  })
}

/** A part that is open is called by its model and its own name. */
function openModels(workers: readonly WorkerLink[], device: string): ReadonlySet<string> {
  const parts = workers.flatMap(({ known, memory }) =>
    known?.device === device ? (memory?.models ?? []) : [],
  )
  return new Set(parts.map(({ name }) => name.slice(0, name.lastIndexOf(' '))))
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
