import { availableParallelism, totalmem } from 'node:os'
import type { PreviewDecoder } from '../../models/define-family.ts'
import type { InferenceSession } from '../../models/inference-session.ts'
import type { ModelManifest } from '../../models/model-manifest.ts'
import type { LoadedModel, ModelAccess } from '../../nodes/run-context.ts'
import { OperationalFailure, UserFailure } from '../../workflows/failure.ts'
import type { DeviceChoice } from './device.ts'
import { rememberVerified } from './file-integrity.ts'
import type { ModelSurroundings, PartOpener } from './loaded-model.ts'
import { listModels, type ModelListing } from './model-listing.ts'
import { previewMap } from './preview-map.ts'
import { loadRegistry, type ModelRegistry } from './registry.ts'
import { tinyDecoder } from './tiny-decoder.ts'

export { listModels, type ModelListing, modelSummary } from './model-listing.ts'

export interface ModelAccessOptions {
  /** Folders of model folders, searched in order. */
  readonly folders: readonly string[]
  readonly device: DeviceChoice
  /** Threads a session may use; the free cores when left out. Fixed for a worker's life, so that runs repeat. */
  readonly threads?: number
  /** Weights kept open at most; half of the machine's memory when left out. */
  readonly limitBytes?: number
  /** Remembers which model files were found whole, so that a restart does not hash them again. */
  readonly verifiedFile?: string
}

export interface WorkerModels extends ModelAccess {
  readonly device: string
  readonly deviceReason: string
  readonly threads: number
  /** Open parts with the size of their weights. */
  held(): readonly { readonly name: string; readonly byteLength: number }[]
  /** What opening parts took since the worker began. */
  openingMs(): number
  release(): Promise<void>
}

/**
 * All models of a worker. This call, and nothing before it, loads the inference runtime.
 * @throws UserFailure `device-missing`
 */
export async function createModelAccess(options: ModelAccessOptions): Promise<WorkerModels> {
  const [{ chooseDevice }, { SessionPool }, { partOpener }, registry] = await Promise.all([
    import('./device.ts'),
    import('./session-pool.ts'),
    import('./loaded-model.ts'),
    loadRegistry(),
  ])
  if (options.verifiedFile) await rememberVerified(options.verifiedFile)
  const threads = options.threads ?? availableParallelism()
  const { device, reason } = await chooseDevice(options.device, threads)
  const pool = new SessionPool(options.limitBytes ?? totalmem() / 2)
  let openingMs = 0
  const around: ModelSurroundings = { pool, device, threads, onOpened: (took) => (openingMs += took) }
  const opened = new Map<string, OpenedParts>()
  const open = async (id: string, kind: ModelManifest['kind']): Promise<OpenedModel> => {
    const model = await findModel(options.folders, id, kind)
    // A model that was replaced while the worker ran is another one.
    const key = `${id} ${JSON.stringify(model.manifest)}`
    const parts = opened.get(key) ?? withPreviews(model, partOpener(model, model.family, around))
    opened.set(key, parts)
    return { model, ...parts }
  }
  return {
    device,
    deviceReason: reason,
    threads,
    get: async (id) => loadedModel(await open(id, 'video-diffusion')),
    upscaler: async (id) => {
      const { model, opener } = await open(id, 'upscaler')
      return { session: await opener.open('upscaler'), scale: model.manifest.scale ?? 1 }
    },
    interpolator: async (id) => {
      const { model, opener } = await open(id, 'interpolator')
      const session = await opener.open('interpolator')
      return { session: takingThree(session, model.manifest), multiple: model.manifest.multiple ?? 32 }
    },
    scheduler: (id) => schedulerOf(registry, id),
    guidance: (id) => guidanceOf(registry, id),
    held: () => pool.held,
    openingMs: () => openingMs,
    release: () => pool.release(),
  }
}

/** Two pictures and a time. @throws OperationalFailure `model-part-mismatch` */
function takingThree(session: InferenceSession, { id }: ModelManifest): InferenceSession {
  const { inputNames } = session
  if (inputNames.length === 3) return session
  const detail = `it takes ${inputNames.join(', ')} instead of two pictures and a time`
  throw new OperationalFailure('model-part-mismatch', { file: id, part: 'interpolator', detail })
}

type UsableModel = Extract<ModelListing, { configs: unknown }>

interface OpenedParts {
  readonly opener: PartOpener
  readonly previewDecoder: PreviewDecoder | undefined
}

function withPreviews({ configs }: UsableModel, opener: PartOpener): OpenedParts {
  return { opener, previewDecoder: tinyDecoder({ configs, ...opener }, () => performance.now()) }
}

interface OpenedModel extends OpenedParts {
  readonly model: UsableModel
}

function loadedModel({ model, opener, previewDecoder }: OpenedModel): LoadedModel {
  const { manifest, configs, family } = model
  if (!family) throw new UserFailure('family-unknown', { model: manifest.id, family: manifest.family })
  const sessions = { configs, ...opener }
  const { folder } = model
  return {
    ...{ manifest, family },
    sessions: { ...sessions, previewDecoder, previewMap: () => previewMap({ folder, family, sessions }) },
  }
}

/** The folders are read each time: a model that was just installed is found without a restart. */
async function findModel(
  folders: readonly string[],
  id: string,
  kind: ModelManifest['kind'],
): Promise<UsableModel> {
  const listings = await listModels(folders)
  const found = listings.find((listing) => listing.id === id)
  if (!found) {
    const fitting = listings.filter(({ manifest }) => manifest?.kind === kind).map((listing) => listing.id)
    throw new UserFailure('model-missing', { model: id, installed: fitting.join(', ') || '–' })
  }
  if (found.problem) throw found.problem
  if (found.manifest.kind === kind) return found
  throw new UserFailure('model-wrong-kind', { model: id, given: found.manifest.kind, wanted: kind })
}

function schedulerOf({ schedulers }: ModelRegistry, id: string) {
  const scheduler = schedulers.get(id)
  if (scheduler) return scheduler
  throw new UserFailure('scheduler-unknown', { scheduler: id, choices: [...schedulers.keys()].join(', ') })
}

function guidanceOf({ guidances }: ModelRegistry, id: string) {
  const guidance = guidances.get(id)
  if (guidance) return guidance
  throw new UserFailure('guidance-unknown', { guidance: id, choices: [...guidances.keys()].join(', ') })
}
