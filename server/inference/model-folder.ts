import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelConfigs } from '../../models/define-family.ts'
import { type ModelManifest, modelManifestSchema } from '../../models/model-manifest.ts'
import { OperationalFailure } from '../../workflows/failure.ts'

/** A model folder that can be read; its weights were not looked at. */
export interface ModelFolder {
  readonly folder: string
  readonly manifest: ModelManifest
  readonly configs: ModelConfigs
}

/** Configs that do not lie in `<part>/config.json`, by the name families know them by. */
const namedConfigs = {
  model_index: 'model_index.json',
  scheduler: 'scheduler/scheduler_config.json',
  tokenizer: 'tokenizer/tokenizer_config.json',
  preview: 'preview/latent-to-rgb.json',
  vocabulary: 'vocabulary.json',
} as const

/** @throws OperationalFailure `model-manifest-damaged` | `model-file-damaged` naming the file */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const file = join(folder, 'manifest.json')
  const parsed = modelManifestSchema.safeParse(await readJson(file, 'model-manifest-damaged'))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const detail = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unreadable'}`
    throw new OperationalFailure('model-manifest-damaged', { file, detail }, { cause: parsed.error })
  }
  return { folder, manifest: parsed.data, configs: await readConfigs(folder) }
}

async function readConfigs(folder: string): Promise<ModelConfigs> {
  const entries = await readdir(folder, { withFileTypes: true })
  const parts = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [name, `${name}/config.json`])
  const wanted = [...parts, ...Object.entries(namedConfigs)] as [string, string][]
  const found = await Promise.all(
    wanted.map(async ([name, path]) => [name, await readJsonIfThere(join(folder, path))] as const),
  )
  return Object.fromEntries(found.filter(([, config]) => config !== undefined)) as ModelConfigs
}

async function readJsonIfThere(file: string): Promise<unknown> {
  try {
    return await readJson(file, 'model-file-damaged')
  } catch (thrown) {
    if (isNotFound((thrown as Error).cause)) return undefined
    throw thrown
  }
}

async function readJson(
  file: string,
  code: 'model-manifest-damaged' | 'model-file-damaged',
): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new OperationalFailure(code, { file, detail: (cause as Error).message }, { cause })
  }
}

export function isNotFound(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown as NodeJS.ErrnoException).code === 'ENOENT'
}
