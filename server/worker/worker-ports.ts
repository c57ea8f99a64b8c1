import type { RunContext } from '../../nodes/run-context.ts'
import type { Asset } from '../../workflows/asset.ts'
import { createModelAccess } from '../inference/inference.ts'
import type { NewAsset } from '../media/asset-port.ts'
import { createImageAccess, createMediaAccess } from '../media/media.ts'
import { createTextModel } from '../inference/text-model.ts'
import type { ParentCalls } from './parent-calls.ts'
import type { FromWorker, WorkerSettings } from './worker-messages.ts'

/** The ports of `RunContext` that reach outside the process. */
export type WorkerPorts = Pick<RunContext, 'models' | 'textModel' | 'media' | 'images' | 'assets'>

export type OpenModels = Awaited<ReturnType<typeof createModelAccess>>

/** Opens the models on the wanted device. @throws OperationalFailure `device-missing` */
export function openModels(settings: WorkerSettings): Promise<OpenModels> {
  const { modelFolders: folders, device, threads, modelBytes: limitBytes, verifiedFile } = settings
  return createModelAccess({ folders, device, threads, limitBytes, verifiedFile })
}

interface PortsRequest {
  readonly models: OpenModels
  readonly settings: WorkerSettings
  readonly calls: ParentCalls
  readonly signal: AbortSignal
  readonly send: (message: FromWorker) => void
}

/** The ports of one run; what it started ends with its signal. */
export function makeWorkerPorts({ models, settings, calls, signal, send }: PortsRequest): WorkerPorts {
  const assets = {
    get: async (assetId: string) => (await calls.ask({ what: 'get-asset', assetId })) as Asset,
    pathOf: async ({ id }: Asset) => (await calls.ask({ what: 'path-of-asset', assetId: id })) as string,
    putFile: async (file: string, facts: NewAsset) =>
      (await calls.ask({ what: 'put-asset', file, facts })) as Asset,
  }
  const setup = {
    assets,
    intermediatesFolder: settings.intermediates,
    signal,
    onSpawn: (pid: number) => send({ type: 'spawned', pid }),
    onExit: (pid: number) => send({ type: 'ended', pid }),
  }
  const textModel = createTextModel(process.env)
  return { models, textModel, assets, media: createMediaAccess(setup), images: createImageAccess(setup) }
}
