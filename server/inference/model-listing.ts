import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Family, ModelConfigs } from '../../models/define-family.ts'
import type { ModelManifest } from '../../models/model-manifest.ts'
import { knownWords, vocabularyOf } from '../../models/vocabulary.ts'
import type { ModelSummary } from '../../workflows/api.ts'
import { type Failure, OperationalFailure, toFailure } from '../../workflows/failure.ts'
import type { Problem } from '../../workflows/problem.ts'
import { fileProblem } from './file-integrity.ts'
import { isNotFound, type ModelFolder, readModelFolder } from './model-folder.ts'
import { loadRegistry } from './registry.ts'

/** One model folder, usable or not. */
export type ModelListing = { readonly id: string; readonly folder: string } & (
  | {
      readonly manifest: ModelManifest
      readonly configs: ModelConfigs
      /** Missing for upscalers. */
      readonly family?: Family
      /** Words a small model was trained on. */
      readonly known?: ReadonlySet<string>
      readonly problem?: undefined
    }
  | { readonly manifest?: ModelManifest; readonly problem: Failure }
)

/**
 * Every model in the given folders of model folders. The first of an id has it; further ones are listed by the name of
 * their folder, with what is wrong. Loads no inference runtime and
 * compares the files' lengths only: hashes are checked when a part is opened.
 */
export async function listModels(folders: readonly string[]): Promise<readonly ModelListing[]> {
  const { families } = await loadRegistry()
  const places = (await Promise.all(folders.map(modelFoldersIn))).flat()
  const listings = await Promise.all(places.map((folder) => listOne(folder, families)))
  const byId = new Map<string, ModelListing>()
  const late: ModelListing[] = []
  for (const listing of listings) {
    if (byId.has(listing.id)) late.push(listing)
    else byId.set(listing.id, listing)
  }
  for (const one of late) {
    const listing = withIdTaken(one, byId)
    byId.set(listing.id, listing)
  }
  return [...byId.values()]
}

function withIdTaken(listing: ModelListing, taken: ReadonlyMap<string, ModelListing>): ModelListing {
  const { folder, manifest } = listing
  const name = basename(folder)
  let id = name
  for (let n = 2; taken.has(id); n++) id = `${name} (${n})`
  return {
    id,
    folder,
    manifest,
    problem: new OperationalFailure('model-id-taken', { folder: name, model: listing.id }),
  }
}

async function modelFoldersIn(folder: string): Promise<readonly string[]> {
  try {
    const names = (await readdir(folder)).sort().map((name) => join(folder, name))
    const checked = await Promise.all(names.map(async (name) => ((await isModel(name)) ? [name] : [])))
    return checked.flat()
  } catch (thrown) {
    if (isNotFound(thrown)) return []
    throw thrown
  }
}

/** A folder with a transformer is meant as a model, and what it lacks is told. */
async function isModel(folder: string): Promise<boolean> {
  return (await isFile(join(folder, 'manifest.json'))) || isFile(join(folder, 'transformer', 'model.onnx'))
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

async function listOne(folder: string, families: ReadonlyMap<string, Family>): Promise<ModelListing> {
  try {
    if (!(await isFile(join(folder, 'manifest.json'))))
      throw new OperationalFailure('model-manifest-missing', { folder: basename(folder) })
    const model = await readModelFolder(folder)
    const id = model.manifest.id
    const problem = familyProblem(model, families) ?? (await firstFileProblem(model))
    if (problem) return { id, folder, manifest: model.manifest, problem }
    const vocabulary = vocabularyOf(model.configs)
    const family = families.get(model.manifest.family)
    return { ...model, id, family, known: vocabulary && knownWords(vocabulary) }
  } catch (thrown) {
    return { id: basename(folder), folder, problem: toFailure(thrown) }
  }
}

function familyProblem(
  { manifest }: ModelFolder,
  families: ReadonlyMap<string, Family>,
): Failure | undefined {
  if (manifest.kind !== 'video-diffusion' || families.has(manifest.family)) return undefined
  return new OperationalFailure('family-unknown', { model: manifest.id, family: manifest.family })
}

async function firstFileProblem({ folder, manifest }: ModelFolder): Promise<Failure | undefined> {
  const problems = await Promise.all(manifest.files.map((file) => fileProblem(folder, file)))
  return problems.find((problem) => problem !== undefined)
}

/** A listing as `GET /api/models` tells it. */
export function modelSummary(listing: ModelListing): ModelSummary {
  const { id, manifest } = listing
  const shown = manifest ?? { name: id, kind: 'video-diffusion' as const, family: '', licence: '' }
  const { name, kind, family, licence } = shown
  const summary = manifest?.summary ?? { en: '', 'zh-CN': '' }
  const facts = { id, name, kind, family, licence, summary, defaults: { ...manifest?.defaults } }
  if (listing.problem) return { ...facts, problem: asProblem(listing.problem) }
  return {
    ...facts,
    sizeGrid: listing.family?.sizeGrid(listing.configs),
    frameStride: listing.family?.frameStride(listing.configs),
    promptTokens: promptTokens(listing.configs),
    vocabulary: listing.configs.vocabulary as ModelSummary['vocabulary'],
  }
}

function asProblem({ code, values, message }: Failure): Problem {
  return { level: 'error', code, values: { ...values }, message, fixes: [] }
}

/** Some tokenizers say “no limit” by a number of thirty digits. */
const mostTokens = 100_000

function promptTokens({ tokenizer }: ModelConfigs): number | undefined {
  const max = tokenizer?.model_max_length
  return typeof max === 'number' && max < mostTokens ? max : undefined
}
