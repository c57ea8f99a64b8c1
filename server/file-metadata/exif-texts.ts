import type { FileText } from './file-text.ts'

const asciiType = 2
const exifPointer = 0x8769
const userComment = 0x9286
const makeTag = 0x010f
/** A broken file may count anything. */
const mostEntries = 1000

/**
 * Texts in EXIF, as ComfyUI files them: any text of the first directory that starts with a name and a colon, such as
 * `workflow:{…}`. A comment without a name is filed under `UserComment`.
 */
export function readExifTexts(exif: Buffer): readonly FileText[] {
  const tiff = exif.subarray(exif.toString('latin1', 0, 6) === 'Exif\0\0' ? 6 : 0)
  const order = tiff.toString('latin1', 0, 2)
  if (order !== 'II' && order !== 'MM') return []
  const read = reader(tiff, order === 'II')
  return directory(read, read.long(4))
}

interface Reader {
  readonly bytes: Buffer
  short(at: number): number
  long(at: number): number
}

function reader(bytes: Buffer, isLittle: boolean): Reader {
  const within = (at: number, length: number) => at >= 0 && at + length <= bytes.length
  return {
    bytes,
    short: (at) => (within(at, 2) ? (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)) : 0),
    long: (at) => (within(at, 4) ? (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)) : 0),
  }
}

function directory(read: Reader, at: number, depth = 0): readonly FileText[] {
  const count = Math.min(read.short(at), mostEntries)
  return Array.from({ length: count }, (_, index) => at + 2 + index * 12).flatMap((entry) => {
    const tag = read.short(entry)
    if (tag === exifPointer && depth === 0) return directory(read, read.long(entry + 8), 1)
    if (tag === userComment) return commentText(valueOf(read, entry))
    return read.short(entry + 2) === asciiType ? namedText(valueOf(read, entry)) : []
  })
}

function valueOf(read: Reader, entry: number): Buffer {
  const length = read.long(entry + 4)
  const at = length <= 4 ? entry + 8 : read.long(entry + 8)
  return read.bytes.subarray(at, at + length)
}

function namedText(value: Buffer): readonly FileText[] {
  const text = value.toString('utf8').replace(/\0+$/, '')
  const named = /^(\w+):(.*)$/s.exec(text)
  return named ? [{ key: named[1] ?? '', text: named[2] ?? '' }] : []
}

/** Eight letters say the coding. */
function commentText(value: Buffer): readonly FileText[] {
  const isWide = value.toString('latin1', 0, 7) === 'UNICODE'
  const body = value.subarray(8)
  const text = isWide ? body.swap16().toString('utf16le') : body.toString('utf8')
  return [{ key: 'UserComment', text: text.replace(/\0+$/, '') }]
}

/** EXIF with texts as ComfyUI writes them; ASCII only. */
export function exifOf(texts: readonly FileText[]): Buffer {
  const values = texts.map(({ key, text }) => Buffer.from(`${key}:${text}\0`, 'latin1'))
  const head = Buffer.alloc(8 + 2 + values.length * 12 + 4)
  head.write('II*\0', 0, 'latin1')
  head.writeUInt32LE(8, 4)
  head.writeUInt16LE(values.length, 8)
  let at = head.length
  // Directories are sorted by tag; the first text lies at the highest.
  values.forEach((value, index) => {
    const entry = 10 + (values.length - 1 - index) * 12
    head.writeUInt16LE(makeTag - index, entry)
    head.writeUInt16LE(asciiType, entry + 2)
    head.writeUInt32LE(value.length, entry + 4)
    head.writeUInt32LE(at, entry + 8)
    at += value.length
  })
  return Buffer.concat([head, ...values])
}
