import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Family } from '../../models/define-family.ts'
import type { InferenceSession, Tokenizer } from '../../models/inference-session.ts'
import { type ModelManifest, type ModelVariant, variantFor } from '../../models/model-manifest.ts'
import { OperationalFailure } from '../../workflows/failure.ts'
import { verifyFile } from './file-integrity.ts'
import type { ModelFolder } from './model-folder.ts'
import { openSession } from './ort-session.ts'
import { loadRegistry } from './registry.ts'
import type { PoolRequest, SessionPool } from './session-pool.ts'
import { readTokenizer } from './tokenizer.ts'

export interface ModelSurroundings {
  readonly pool: SessionPool
  readonly device: string
  readonly threads: number
  /** Told how long a part took that was not open yet. */
  readonly onOpened: (milliseconds: number) => void
}

const trustedMs = 1000

/** Opens the parts of one model folder on the worker's device. */
export interface PartOpener {
  has(part: string): boolean
  /** @throws OperationalFailure `model-file-missing` | `model-file-damaged` | `model-part-mismatch` */
  open(part: string): Promise<InferenceSession>
  tokenizer(): Promise<Tokenizer>
}

export function partOpener(
  model: ModelFolder,
  family: Family | undefined,
  around: ModelSurroundings,
): PartOpener {
  let tokenizer: Promise<Tokenizer> | undefined
  const looked = new Map<string, { readonly at: number; readonly request: PoolRequest }>()

  /** A sampler asks for its part at every step: its files are not looked at again within a second. */
  async function requestOf(part: string, file: string): Promise<PoolRequest> {
    const last = looked.get(part)
    if (last && performance.now() - last.at < trustedMs) return last.request
    const request = await wholePart(model, { part, file }, around)
    looked.set(part, { at: performance.now(), request })
    return request
  }

  return {
    has: (part) => variantFor(model.manifest, around.device)?.parts[part] !== undefined,
    async open(part) {
      const file = partFile(model, part, around.device)
      const startedAt = performance.now()
      const request = await requestOf(part, file)
      const isNew = !around.pool.has(request.key)
      const session = await around.pool.open(request)
      if (isNew) around.onOpened(performance.now() - startedAt)
      checkPorts(session, { family, part, file: join(model.folder, file) })
      return session
    },
    tokenizer() {
      tokenizer ??= readTokenizer(model)
      return tokenizer
    },
  }
}

function partFile({ manifest }: ModelFolder, part: string, device: string): string {
  const variant: ModelVariant | undefined = variantFor(manifest, device)
  const file = variant?.parts[part]
  if (file !== undefined) return file
  throw new OperationalFailure('model-part-missing', { model: manifest.id, part, device })
}

interface PartFile {
  readonly part: string
  readonly file: string
}

/** @throws OperationalFailure `model-file-missing` | `model-file-damaged` */
async function wholePart(
  { folder, manifest }: ModelFolder,
  { part, file }: PartFile,
  { device, threads }: ModelSurroundings,
): Promise<PoolRequest> {
  const weights = manifest.files.filter(({ path }) => path === file || isDataBeside(path, file))
  for (const each of weights) await verifyFile(folder, each)
  const path = join(folder, file)
  const { mtimeMs } = await stat(path)
  return {
    key: `${path} ${mtimeMs} ${device}`,
    name: `${manifest.id} ${part}`,
    bytes: weights.reduce((sum, { bytes }) => sum + bytes, 0),
    open: () => openSession({ model: path, part, device, threads }),
  }
}

/** Weights in a file of their own lie in the graph's folder, under a name only the graph knows. */
function isDataBeside(path: string, graph: string): boolean {
  return dirname(path) === dirname(graph) && !/\.(onnx|json)$/.test(path)
}

function checkPorts(
  { inputNames, outputNames }: InferenceSession,
  { family, part, file }: PartFile & { readonly family: Family | undefined },
): void {
  const wanted = family?.ports[part]
  if (!wanted) return
  const missing = [
    ...wanted.inputs.filter((name) => !inputNames.includes(name)).map((name) => `input ${name}`),
    ...wanted.outputs.filter((name) => !outputNames.includes(name)).map((name) => `output ${name}`),
  ]
  if (missing.length === 0) return
  const detail = `it has no ${missing.join(', no ')}`
  throw new OperationalFailure('model-part-mismatch', { file, part, detail })
}

/**
 * Opens each part once on the CPU, one after the other.
 * @throws OperationalFailure `model-file-damaged` | `model-run-failed` | `model-part-mismatch` of the first that cannot
 *   be opened, or lacks an input or output its family needs
 */
export async function probePorts(folder: string, manifest: ModelManifest): Promise<void> {
  const family = (await loadRegistry()).families.get(manifest.family)
  for (const [part, path] of Object.entries(variantFor(manifest, 'cpu')?.parts ?? {})) {
    const file = join(folder, path)
    const session = await openSession({ model: file, part, device: 'cpu', threads: 1 })
    try {
      checkPorts(session, { family, part, file })
    } finally {
      await session.release()
    }
  }
}
