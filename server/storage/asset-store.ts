import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Asset } from '../../workflows/asset.ts'
import type { LibraryAsset } from '../../workflows/asset-library.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { Database } from './database.ts'

/** All that is known of a file before it is stored. */
export type AssetFacts = Pick<Asset, 'name' | 'mediaType' | 'kind' | 'image' | 'video' | 'audio'>

export interface AssetStore {
  /**
   * The one door for files: moves a finished file in, under the SHA-256 of its bytes. The same bytes are kept once,
   * and come out of the trash. `{n}` in a name becomes the first number that makes it new.
   * @param file a complete file on the data folder's disk; it is gone afterwards.
   */
  put(file: string, facts: AssetFacts, origin?: LibraryAsset['origin']): Promise<Asset>
  find(id: string): Asset | undefined
  /** @throws UserFailure `asset-missing` */
  get(id: string): Asset
  /** Its bytes and all that is known of it. Who deletes for a person asks the library. */
  remove(id: string): Promise<void>
  /** Told of every file that came in. @returns ends it */
  onPut(listener: (asset: Asset) => void): () => void
  /** Absolute path of an asset's bytes. @throws UserFailure `asset-missing` */
  pathOf(id: string): string
}

interface Row {
  readonly extension: string
  readonly asset: string
}

export interface AssetStoreOptions {
  readonly database: Database
  readonly folder: string
  readonly now: () => number
}

export function makeAssetStore({ database, folder, now }: AssetStoreOptions): AssetStore {
  const one = database.prepare('SELECT extension, asset FROM assets WHERE id = ?')
  const insert = database.prepare(
    'INSERT OR IGNORE INTO assets (id, extension, created_at, asset) VALUES (?, ?, ?, ?)',
  )
  const shelve = database.prepare(
    `INSERT INTO asset_library (id, origin) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET trashed_at = NULL`,
  )
  const named = database.prepare("SELECT 1 FROM assets WHERE json_extract(asset, '$.name') = ?")
  const erase = database.prepare('DELETE FROM assets WHERE id = ?')
  const puts = putListeners()
  const row = (id: string) => one.get(id) as Row | undefined
  const place = (id: string, extension: string) => path.join(folder, id.slice(0, 2), `${id}${extension}`)

  function get(id: string): Asset {
    const found = row(id)
    if (!found) throw new UserFailure('asset-missing', { name: id })
    return JSON.parse(found.asset) as Asset
  }

  async function put(
    file: string,
    facts: AssetFacts,
    origin: LibraryAsset['origin'] = 'upload',
  ): Promise<Asset> {
    const { id, byteLength } = await fingerprint(file)
    const known = row(id)
    const extension = known?.extension ?? safeExtension(facts.name)
    await moveIn(file, place(id, extension))
    // Nothing may come between the count and the insertion.
    const asset: Asset = { ...facts, name: counted(facts.name), id, byteLength, createdAt: now() }
    insert.run(id, extension, asset.createdAt, JSON.stringify(asset))
    shelve.run(id, origin)
    puts.tell(asset)
    return asset
  }

  function counted(name: string): string {
    if (!name.includes('{n}')) return name
    for (let n = 1; ; n++) {
      const numbered = name.replaceAll('{n}', String(n))
      if (!named.get(numbered)) return numbered
    }
  }

  async function remove(id: string): Promise<void> {
    const found = row(id)
    if (!found) return
    erase.run(id)
    await rm(place(id, found.extension), { force: true })
  }

  return {
    put,
    get,
    remove,
    onPut: (listener) => puts.listen(listener),
    find: (id) => (row(id) ? get(id) : undefined),
    pathOf: (id) => {
      const found = row(id)
      if (!found) throw new UserFailure('asset-missing', { name: id })
      return place(id, found.extension)
    },
  }
}

function putListeners() {
  const listeners = new Set<(asset: Asset) => void>()
  return {
    tell: (asset: Asset) => listeners.forEach((listener) => listener(asset)),
    listen: (listener: (asset: Asset) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Hashed as a stream: assets may be larger than memory. */
async function fingerprint(file: string): Promise<{ id: string; byteLength: number }> {
  const hash = createHash('sha256')
  let byteLength = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    byteLength += chunk.length
  }
  return { id: hash.digest('hex'), byteLength }
}

/** Bytes reach the disk before the name does, so that a name always stands for whole bytes. */
async function moveIn(file: string, target: string): Promise<void> {
  if (await exists(target)) {
    await rm(file)
    return
  }
  const handle = await open(file, 'r+')
  await handle.sync().finally(() => handle.close())
  await mkdir(path.dirname(target), { recursive: true })
  await rename(file, target)
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

/** The name's extension when it is a plain one; the name itself never becomes part of a path. */
function safeExtension(name: string): string {
  return /\.[a-z0-9]{1,8}$/.exec(name.toLowerCase())?.[0] ?? ''
}
