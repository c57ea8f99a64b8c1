import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { StoredValue } from '../../nodes/define-socket.ts'
import { resultSchema, valueFactsSchema } from '../../workflows/execution-event.ts'
import { jsonSchema } from '../../workflows/json.ts'

/**
 * One result on disk: magic, header length (uint32 LE), SHA-256 of all that follows, header as JSON, blobs.
 * The sum makes a damaged entry known; it is then made again.
 */
const magic = Buffer.from('RGR1')
const prefixLength = 40

const headerSchema = z.object({
  card: z.object({ results: z.array(resultSchema), facts: valueFactsSchema }),
  outputs: z.record(z.string(), z.object({ json: jsonSchema, blobs: z.array(z.number()) })),
  /** Intermediates the values stand on. */
  files: z.array(z.string()),
})
export type ResultHeader = z.infer<typeof headerSchema>

export interface ResultFile extends Pick<ResultHeader, 'card' | 'files'> {
  readonly outputs: Readonly<Record<string, StoredValue>>
}

/** The file's bytes, in pieces so that large blobs are not copied. */
export function packResult({ card, files, outputs }: ResultFile): readonly Uint8Array[] {
  const described = Object.entries(outputs).map(([port, { json, blobs }]) => {
    return [port, { json, blobs: blobs.map((blob) => blob.byteLength) }] as const
  })
  const header = Buffer.from(JSON.stringify({ card, files, outputs: Object.fromEntries(described) }))
  const blobs = Object.values(outputs).flatMap((output) => output.blobs)
  const hash = createHash('sha256').update(header)
  for (const blob of blobs) hash.update(blob)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(header.byteLength)
  return [magic, length, hash.digest(), header, ...blobs]
}

/** @throws Error when the bytes are not those that were packed. */
export function unpackResult(bytes: Buffer): ResultFile {
  const end = prefixLength + headerLength(bytes)
  const sum = createHash('sha256').update(bytes.subarray(prefixLength)).digest()
  if (!sum.equals(bytes.subarray(8, prefixLength))) throw new Error('A stored result is damaged.')
  const { card, files, outputs } = parseHeader(bytes.subarray(prefixLength, end))
  let offset = end
  const values = Object.entries(outputs).map(([port, { json, blobs }]) => {
    const cut = blobs.map((length) => plainBytes(bytes, offset, (offset += length)))
    return [port, { json, blobs: cut }] as const
  })
  return { card, files, outputs: Object.fromEntries(values) }
}

/** A `Buffer`'s `slice` shares its memory; sockets copy with `slice` and must get what copies. */
function plainBytes(bytes: Buffer, start: number, end: number): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start)
}

/** Length of the header, from the first 40 bytes of a file. @throws Error when it is not such a file. */
export function headerLength(prefix: Buffer): number {
  if (prefix.byteLength < prefixLength || !prefix.subarray(0, 4).equals(magic)) {
    throw new Error('This is not a stored result.')
  }
  return prefix.readUInt32LE(4)
}

/** @throws Error when the header cannot be read. */
export function parseHeader(bytes: Buffer): ResultHeader {
  return headerSchema.parse(JSON.parse(bytes.toString('utf8')))
}

export { prefixLength }
