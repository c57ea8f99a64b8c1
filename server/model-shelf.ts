import type { InferWorld } from '../nodes/define-node.ts'
import { problem } from '../nodes/problem.ts'
import type { ModelSummary } from '../workflows/api.ts'
import { listModels, type ModelListing, modelSummary } from './inference/inference.ts'
import type { AssetStore } from './storage/asset-store.ts'

/** The installed models, as the check of a graph and the client want to see them. */
export interface ModelShelf {
  summaries(): Promise<readonly ModelSummary[]>
  /** Look-ups for `checkGraph` and `makePlan`, true at this moment. */
  world(): Promise<InferWorld>
  /** The same as last read, for who cannot wait; without models until somebody has asked for them. */
  lastWorld(): InferWorld
}

interface ShelfOptions {
  readonly folders: readonly string[]
  readonly assets: AssetStore
  /** Milliseconds. */
  readonly now: () => number
}

/** Folders change by hand and seldom; the live check asks several times a second. */
const freshMs = 2000

export function makeModelShelf({ folders, assets, now }: ShelfOptions): ModelShelf {
  let readAt = -Infinity
  let listings: Promise<readonly ModelListing[]> = Promise.resolve([])
  let last: InferWorld = makeWorld([], assets)

  function current(): Promise<readonly ModelListing[]> {
    if (now() - readAt < freshMs) return listings
    readAt = now()
    listings = listModels(folders)
    return listings
  }

  return {
    summaries: async () => (await current()).map(modelSummary),
    world: async () => (last = makeWorld(await current(), assets)),
    lastWorld: () => last,
  }
}

function makeWorld(listings: readonly ModelListing[], assets: AssetStore): InferWorld {
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
  }
}
