import { createWriteStream } from 'node:fs'
import { open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { Asset } from '../workflows/asset.ts'
import type { Upload } from '../workflows/asset-library.ts'
import { UserFailure } from '../workflows/failure.ts'
import { byteLengthText } from './byte-length.ts'
import type { AssetStore } from './storage/asset-store.ts'
import { inspectUpload } from './uploads.ts'

/** Uploads in pieces: what has arrived stays, also when the server is started anew. */
export interface ResumableUploads {
  /** @throws UserFailure `request-too-large` */
  begin(given: Pick<Upload, 'name' | 'byteLength'>): Promise<Upload>
  /** @throws UserFailure `not-found` */
  find(id: string): Promise<Upload>
  /**
   * Adds what comes to the end; answers with the asset once it is whole.
   * @throws UserFailure `upload-offset-wrong` when `offset` is not the end, `media-…` when it is not what it says.
   */
  add(id: string, offset: number, bytes: Readable): Promise<Upload | Asset>
  cancel(id: string): Promise<void>
}

const noteSchema = z.object({ name: z.string(), byteLength: z.number() })

interface UploadsOptions {
  readonly assets: AssetStore
  /** Folder for unfinished files. */
  readonly temporary: string
  readonly limit: number
}

export function makeResumableUploads({ assets, temporary, limit }: UploadsOptions): ResumableUploads {
  const busy = new Set<string>()
  const fileOf = (id: string) => path.join(temporary, `upload-${id}.part`)
  const noteOf = (id: string) => path.join(temporary, `upload-${id}.json`)

  async function begin({ name, byteLength }: Pick<Upload, 'name' | 'byteLength'>): Promise<Upload> {
    if (byteLength > limit) throw new UserFailure('request-too-large', { limit: byteLengthText(limit) })
    const id = randomUUID()
    await writeFile(fileOf(id), '')
    await writeFile(noteOf(id), JSON.stringify({ name, byteLength }))
    return { id, name, byteLength, offset: 0 }
  }

  async function find(id: string): Promise<Upload> {
    // The id becomes part of a path.
    const known =
      z.uuid().safeParse(id).success && (await readFile(noteOf(id), 'utf8').catch(() => undefined))
    if (!known) throw new UserFailure('not-found', { what: 'upload', id })
    const { name, byteLength } = noteSchema.parse(JSON.parse(known))
    return { id, name, byteLength, offset: (await stat(fileOf(id))).size }
  }

  async function add(id: string, offset: number, bytes: Readable): Promise<Upload | Asset> {
    const upload = await find(id)
    if (offset !== upload.offset || busy.has(id))
      throw new UserFailure('upload-offset-wrong', { given: offset, wanted: upload.offset })
    busy.add(id)
    try {
      await append({ upload, file: fileOf(id), bytes })
      const now = await find(id)
      return now.offset === now.byteLength ? await finish(now) : now
    } finally {
      busy.delete(id)
    }
  }

  async function finish({ id, name }: Upload): Promise<Asset> {
    try {
      const file = fileOf(id)
      return await assets.put(file, await inspectUpload({ file, name, temporary }))
    } finally {
      await cancel(id)
    }
  }

  async function cancel(id: string): Promise<void> {
    await Promise.all([rm(fileOf(id), { force: true }), rm(noteOf(id), { force: true })])
  }

  return { begin, find, add, cancel: async (id) => cancel((await find(id)).id) }
}

interface Arrival {
  readonly upload: Upload
  readonly file: string
  readonly bytes: Readable
}

/** A connection that breaks leaves what came through it; more than was announced is refused. */
async function append({ upload, file, bytes }: Arrival): Promise<void> {
  const { byteLength, offset } = upload
  let end = offset
  async function* counted() {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      end += chunk.length
      if (end > byteLength) throw new UserFailure('upload-too-long', { wanted: byteLength })
      yield chunk
    }
  }
  try {
    await pipeline(counted(), createWriteStream(file, { flags: 'a' }))
  } catch (thrown) {
    if (thrown instanceof UserFailure) throw thrown
  }
  const handle = await open(file, 'r+')
  await handle.sync().finally(() => handle.close())
}
