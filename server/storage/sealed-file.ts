import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, renameSync, writevSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { StoredValue } from '../../nodes/define-socket.ts'
import { jsonSchema } from '../../workflows/json.ts'

/**
 * A value in a file: magic, header length (uint32 LE), SHA-256 of all that follows, header as JSON, blobs.
 * It is written whole or not at all; the sum tells a file that was damaged later.
 */
const magic = Buffer.from('RGS1')
const prefixLength = 40

const headerSchema = z.object({ json: jsonSchema, blobs: z.array(z.number()) })

/** The file's bytes, in pieces so that large blobs are not copied. */
export function seal({ json, blobs }: StoredValue): readonly Uint8Array[] {
  const header = Buffer.from(JSON.stringify({ json, blobs: blobs.map(({ byteLength }) => byteLength) }))
  const hash = createHash('sha256').update(header)
  for (const blob of blobs) hash.update(blob)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(header.byteLength)
  return [magic, length, hash.digest(), header, ...blobs]
}

/** @throws Error when the bytes are not those that were sealed. */
export function unseal(bytes: Buffer): StoredValue {
  if (bytes.byteLength < prefixLength || !bytes.subarray(0, 4).equals(magic)) {
    throw new Error('This is not a sealed file.')
  }
  const sum = createHash('sha256').update(bytes.subarray(prefixLength)).digest()
  if (!sum.equals(bytes.subarray(8, prefixLength))) throw new Error('A sealed file is damaged.')
  let offset = prefixLength + bytes.readUInt32LE(4)
  const { json, blobs } = headerSchema.parse(JSON.parse(bytes.toString('utf8', prefixLength, offset)))
  return { json, blobs: blobs.map((length) => plainBytes(bytes, offset, (offset += length))) }
}

/** A `Buffer`'s `slice` shares its memory; who reads a blob copies with `slice` and must get what copies. */
function plainBytes(bytes: Buffer, start: number, end: number): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start)
}

/** @throws Error when it is missing or damaged. */
export async function readSealed(file: string): Promise<StoredValue> {
  return unseal(await readFile(file))
}

/** Resolves when a file survives a power cut. */
export async function flushToDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync().finally(() => handle.close())
}

/** No flush to disk: what a power cut leaves half written is noticed by its sum. */
export function writeWhole(file: string, pieces: readonly Uint8Array[]): void {
  const unfinished = `${file}.${process.pid}.part`
  mkdirSync(path.dirname(file), { recursive: true })
  const handle = openSync(unfinished, 'w')
  try {
    const wanted = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
    if (writevSync(handle, pieces) < wanted) throw new Error('The disk took only a part of the file.')
  } finally {
    closeSync(handle)
  }
  renameSync(unfinished, file)
}
