import { exifOf, readExifTexts } from './exif-texts.ts'
import type { FileText } from './file-text.ts'

const hasExif = 0x08
const hasXmp = 0x04
const hasAlpha = 0x10

interface Chunk {
  readonly kind: string
  readonly data: Buffer
}

export interface Extras {
  readonly texts: readonly FileText[]
  readonly xmp?: string
}

export function isWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
}

export function readWebpTexts(bytes: Buffer): readonly FileText[] {
  return chunksOf(bytes).flatMap(({ kind, data }) => {
    if (kind === 'EXIF') return readExifTexts(data)
    return kind === 'XMP ' ? [{ key: 'xmp', text: data.toString('utf8') }] : []
  })
}

/** Metadata lies behind the pictures, and the header says that it is there. */
export function withWebpTexts(bytes: Buffer, { texts, xmp }: Extras): Buffer {
  const plain = chunksOf(bytes).filter(({ kind }) => kind !== 'EXIF' && kind !== 'XMP ')
  const extras: Chunk[] = [
    ...(texts.length ? [{ kind: 'EXIF', data: exifOf(texts) }] : []),
    ...(xmp ? [{ kind: 'XMP ', data: Buffer.from(xmp, 'utf8') }] : []),
  ]
  const flags = (texts.length ? hasExif : 0) | (xmp ? hasXmp : 0)
  const [first] = plain
  if (!first) return bytes
  if (first.kind !== 'VP8X' && flags === 0) return bytes
  const header = first.kind === 'VP8X' ? flagged(first, flags) : madeHeader(first, flags)
  const rest = first.kind === 'VP8X' ? plain.slice(1) : plain
  return riff([header, ...rest, ...extras])
}

function flagged({ kind, data }: Chunk, flags: number): Chunk {
  const changed = Buffer.from(data)
  changed[0] = ((changed[0] ?? 0) & ~(hasExif | hasXmp)) | flags
  return { kind, data: changed }
}

/** A simple file has no header of its own: its size stands in the picture. */
function madeHeader({ kind, data }: Chunk, flags: number): Chunk {
  const header = Buffer.alloc(10)
  const bits = kind === 'VP8L' ? data.readUInt32LE(1) : 0
  const width = kind === 'VP8L' ? bits & 0x3fff : (data.readUInt16LE(6) & 0x3fff) - 1
  const height = kind === 'VP8L' ? (bits >> 14) & 0x3fff : (data.readUInt16LE(8) & 0x3fff) - 1
  header[0] = flags | (kind === 'VP8L' && (bits >>> 28) & 1 ? hasAlpha : 0)
  header.writeUIntLE(width, 4, 3)
  header.writeUIntLE(height, 7, 3)
  return { kind: 'VP8X', data: header }
}

function chunksOf(bytes: Buffer): readonly Chunk[] {
  const list: Chunk[] = []
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4)
    list.push({ kind: bytes.toString('latin1', at, at + 4), data: bytes.subarray(at + 8, at + 8 + length) })
    at += 8 + length + (length % 2)
  }
  return list
}

function riff(chunks: readonly Chunk[]): Buffer {
  const body = chunks.flatMap(({ kind, data }) => {
    const head = Buffer.alloc(8)
    head.write(kind, 'latin1')
    head.writeUInt32LE(data.length, 4)
    return [head, data, Buffer.alloc(data.length % 2)]
  })
  const head = Buffer.from('RIFF....WEBP', 'latin1')
  head.writeUInt32LE(4 + body.reduce((sum, part) => sum + part.length, 0), 4)
  return Buffer.concat([head, ...body])
}
