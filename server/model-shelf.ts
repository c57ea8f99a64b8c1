import type { Tokenizer } from '../models/inference-session.ts'
import type { InferWorld } from '../nodes/define-node.ts'
import type { WildcardLists } from '../models/wildcards.ts'
import { problem } from '../nodes/problem.ts'
import type { ModelSummary } from '../workflows/api.ts'
import { listModels, type ModelListing, modelSummary } from './inference/inference.ts'
import { rememberedTokenizers } from './inference/remembered-tokenizers.ts'
import type { AssetStore } from './storage/asset-store.ts'
import { wildcardFolder } from './wildcard-folder.ts'

/** The installed models and lists of words, as the check of a graph and the client want to see them. */
export interface ModelShelf {
  summaries(): Promise<readonly ModelSummary[]>
  /** Lists of words from the person's own files. */
  wildcards(): Promise<WildcardLists>
  /** Look-ups for `checkGraph` and `makePlan`, true at this moment. */
  world(): Promise<InferWorld>
  /** The same with the tokenizers of some models, so that prompts are measured exactly. */
  worldWithTokenizers(models: readonly string[]): Promise<InferWorld>
  /** The same as last read, for who cannot wait; without models until somebody has asked for them. */
  lastWorld(): InferWorld
}

interface ShelfOptions {
  /** Folder of lists of words. */
  readonly wildcards: string
  readonly folders: readonly string[]
  readonly assets: AssetStore
  /** Milliseconds. */
  readonly now: () => number
}

/** Folders change by hand and seldom; the live check asks several times a second. */
const freshMs = 2000

export function makeModelShelf({ folders, wildcards, assets, now }: ShelfOptions): ModelShelf {
  const readLists = wildcardFolder(wildcards)
  const tokenizerOf = rememberedTokenizers()
  let readAt = -Infinity
  let listings: Promise<Listings> = Promise.resolve({ models: [], words: {} })
  let last: InferWorld = makeWorld({ models: [], words: {} }, assets)

  function current(): Promise<Listings> {
    if (now() - readAt < freshMs) return listings
    readAt = now()
    listings = Promise.all([listModels(folders), readLists()]).then(([models, words]) => ({
      models,
      words,
    }))
    return listings
  }

  return {
    summaries: async () => (await current()).models.map(modelSummary),
    wildcards: async () => (await current()).words,
    world: async () => (last = makeWorld(await current(), assets)),
    async worldWithTokenizers(models) {
      const listings = await current()
      const wanted = listings.models.filter(({ id }) => models.includes(id))
      const read = await Promise.all(wanted.map(async (one) => [one.id, await tokenizerOf(one)] as const))
      return withTokenizers(makeWorld(listings, assets), new Map(read))
    },
    lastWorld: () => last,
  }
}

function withTokenizers(
  world: InferWorld,
  tokenizers: ReadonlyMap<string, Tokenizer | undefined>,
): InferWorld {
  const model: InferWorld['model'] = (id) => {
    const found = world.model(id)
    const tokenizer = tokenizers.get(id)
    return found && tokenizer ? { ...found, tokenizer } : found
  }
  return { ...world, model }
}

interface Listings {
  readonly models: readonly ModelListing[]
  readonly words: WildcardLists
}

function makeWorld({ models: listings, words }: Listings, assets: AssetStore): InferWorld {
  const byId = new Map(listings.map((listing) => [listing.id, listing]))
  return {
    model: (id) => {
      const listing = byId.get(id)
      return listing && !listing.problem ? listing : undefined
    },
    modelProblem: (id) => {
      const failure = byId.get(id)?.problem
      return failure && problem(failure.code, failure.values)
    },
    installedModels: (kind) =>
      listings.flatMap(({ id, manifest, problem: broken }) =>
        manifest?.kind === kind && !broken ? [id] : [],
      ),
    asset: (id) => assets.find(id),
    wildcards: () => words,
  }
}
