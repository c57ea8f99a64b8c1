import type { Asset } from '../../workflows/asset.ts'
import type {
  AssetUses,
  LibraryAsset,
  LibraryChange,
  LibraryQuery,
  LibraryUsage,
} from '../../workflows/asset-library.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { AssetStore } from './asset-store.ts'
import { type Database, transaction } from './database.ts'

export interface AssetLibrary {
  list(query: LibraryQuery): { readonly assets: readonly LibraryAsset[]; readonly total: number }
  /** @throws UserFailure `asset-missing`, as all below do */
  get(id: string): LibraryAsset
  change(id: string, change: LibraryChange): LibraryAsset
  /** Into the trash or out of it; its bytes stay, and workflows that use it go on working. */
  trash(id: string, isTrashed: boolean): LibraryAsset
  /** Gone for good. @throws UserFailure `asset-in-use` when a saved workflow names it and `force` is not given */
  erase(id: string, options: { readonly force: boolean }): Promise<void>
  uses(id: string): AssetUses
  usage(): LibraryUsage
  /** Empties the trash until the budget is kept; what a workflow uses stays. Answers with the ids that went. */
  sweep(): Promise<readonly string[]>
}

interface Row {
  readonly asset: string
  readonly origin: LibraryAsset['origin']
  readonly name: string | null
  readonly favourite: number
  readonly trashed_at: number | null
  readonly tags: string | null
}

export interface AssetLibraryOptions {
  readonly database: Database
  readonly assets: AssetStore
  readonly now: () => number
  readonly budget: number
}

const columns = `a.asset, l.origin, l.name, l.favourite, l.trashed_at,
  (SELECT json_group_array(tag) FROM (SELECT tag FROM asset_tags WHERE asset_id = a.id ORDER BY tag)) AS tags`

/** What a person sees of the asset store, and does with it. */
export function makeAssetLibrary({ database, assets, now, budget }: AssetLibraryOptions): AssetLibrary {
  const { one, byWorkflow, byRun, setTrash, trashed, sizes } = statements(database)

  function get(id: string): LibraryAsset {
    const row = one.get(id) as Row | undefined
    if (!row) throw new UserFailure('asset-missing', { name: id })
    return toAsset(row)
  }

  function uses(id: string): AssetUses {
    const { runs } = byRun.get(id) as { runs: number }
    return { workflows: byWorkflow.all(id) as AssetUses['workflows'], runs }
  }

  async function erase(id: string, { force }: { readonly force: boolean }): Promise<void> {
    const { asset } = get(id)
    const { workflows } = uses(id)
    if (workflows.length > 0 && !force) {
      const names = workflows.map(({ name }) => name).join(', ')
      throw new UserFailure('asset-in-use', { name: asset.name, workflows: names })
    }
    await assets.remove(id)
  }

  async function sweep(): Promise<readonly string[]> {
    const gone: string[] = []
    for (const { id } of trashed.all() as { id: string }[]) {
      if ((sizes.get() as LibraryUsage).assets <= budget) break
      if (uses(id).workflows.length > 0) continue
      await erase(id, { force: false })
      gone.push(id)
    }
    return gone
  }

  return {
    get,
    uses,
    erase,
    sweep,
    list: (query) => listed(database, query),
    change: (id, change) => {
      get(id)
      transaction(database, () => applyChange(database, id, change))
      return get(id)
    },
    trash: (id, isTrashed) => {
      get(id)
      setTrash.run(isTrashed ? now() : null, id)
      return get(id)
    },
    usage: () => ({ ...(sizes.get() as Omit<LibraryUsage, 'budget'>), budget }),
  }
}

function statements(database: Database) {
  const one = database.prepare(
    `SELECT ${columns} FROM assets a JOIN asset_library l USING (id) WHERE a.id = ?`,
  )
  const byWorkflow = database.prepare('SELECT id, name FROM workflows WHERE instr(workflow, ?) ORDER BY name')
  const byRun = database.prepare('SELECT count(*) AS runs FROM jobs WHERE instr(job, ?)')
  const setTrash = database.prepare('UPDATE asset_library SET trashed_at = ? WHERE id = ?')
  const trashed = database.prepare(
    'SELECT id FROM asset_library WHERE trashed_at IS NOT NULL ORDER BY trashed_at',
  )
  const sizes = database.prepare(
    `SELECT count(*) AS count, coalesce(sum(json_extract(asset, '$.byteLength')), 0) AS assets,
       coalesce(sum(iif(l.trashed_at IS NULL, 0, json_extract(asset, '$.byteLength'))), 0) AS trash
     FROM assets a JOIN asset_library l USING (id)`,
  )
  return { one, byWorkflow, byRun, setTrash, trashed, sizes }
}

function listed(database: Database, query: LibraryQuery) {
  const { clauses, values } = conditions(query)
  const from = `FROM assets a JOIN asset_library l USING (id) WHERE ${clauses.join(' AND ')}`
  const { total } = database.prepare(`SELECT count(*) AS total ${from}`).get(...values) as { total: number }
  const rows = database
    .prepare(`SELECT ${columns} ${from} ORDER BY a.created_at DESC, a.id LIMIT ? OFFSET ?`)
    .all(...values, query.limit, query.offset) as Row[]
  return { assets: rows.map(toAsset), total }
}

const nameOf = "coalesce(l.name, json_extract(a.asset, '$.name'))"

function conditions({ search, kind, origin, tag, favourite, trash }: LibraryQuery) {
  const clauses = [trash ? 'l.trashed_at IS NOT NULL' : 'l.trashed_at IS NULL']
  const values: string[] = []
  const where = (clause: string, ...given: string[]) => {
    clauses.push(clause)
    values.push(...given)
  }
  if (kind) where("json_extract(a.asset, '$.kind') = ?", kind)
  if (origin) where('l.origin = ?', origin)
  if (favourite !== undefined) where(`l.favourite = ${favourite ? 1 : 0}`)
  if (tag) where('EXISTS (SELECT 1 FROM asset_tags t WHERE t.asset_id = a.id AND t.tag = ?)', tag)
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean))
    where(
      `(instr(lower(${nameOf}), ?) OR EXISTS
         (SELECT 1 FROM asset_tags t WHERE t.asset_id = a.id AND instr(lower(t.tag), ?)))`,
      ...[word, word],
    )
  return { clauses, values }
}

function applyChange(database: Database, id: string, { name, favourite, tags }: LibraryChange): void {
  if (name !== undefined) database.prepare('UPDATE asset_library SET name = ? WHERE id = ?').run(name, id)
  if (favourite !== undefined)
    database.prepare('UPDATE asset_library SET favourite = ? WHERE id = ?').run(favourite ? 1 : 0, id)
  if (tags === undefined) return
  database.prepare('DELETE FROM asset_tags WHERE asset_id = ?').run(id)
  const add = database.prepare('INSERT OR IGNORE INTO asset_tags (asset_id, tag) VALUES (?, ?)')
  for (const tag of tags) add.run(id, tag)
}

function toAsset({ asset, origin, name, favourite, trashed_at: trashedAt, tags }: Row): LibraryAsset {
  const stored = JSON.parse(asset) as Asset
  return {
    asset: name === null ? stored : { ...stored, name },
    ...{ origin, favourite: favourite === 1, tags: JSON.parse(tags ?? '[]') as string[] },
    ...(trashedAt !== null && { trashedAt }),
  }
}
