import { crc32, inflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly bytes: Buffer
}

const localHeader = 0x04034b50
const centralHeader = 0x02014b50
const endOfCentral = 0x06054b50
const deflated = 8
const utf8Names = 0x0800

/** An entry that was written, for the directory at the end. */
export interface DescribedEntry {
  readonly name: string
  readonly sum: number
  readonly length: number
  /** Of its header, from the start of the zip. */
  readonly offset: number
}

/** A zip whose entries are stored as they are: films and pictures do not get smaller. Below 4 GiB. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const described: DescribedEntry[] = []
  let offset = 0
  for (const entry of entries) {
    const { header, sum } = localEntry(entry)
    described.push({ name: entry.name, sum, length: entry.bytes.length, offset })
    parts.push(header, entry.bytes)
    offset += header.length + entry.bytes.length
  }
  return Buffer.concat([...parts, centralDirectory(described, offset)])
}

/** What stands before the bytes of an entry, and their check sum. */
export function localEntry({ name, bytes }: ZipEntry): { readonly header: Buffer; readonly sum: number } {
  const label = Buffer.from(name, 'utf8')
  const sum = crc32(bytes)
  return { sum, header: Buffer.concat([header({ label, sum, length: bytes.length }), label]) }
}

/** The end of a zip. @param offset where it begins */
export function centralDirectory(entries: readonly DescribedEntry[], offset: number): Buffer {
  const directory = Buffer.concat(entries.map(centralEntry))
  const end = Buffer.alloc(22)
  end.writeUInt32LE(endOfCentral, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([directory, end])
}

interface Described {
  readonly label: Buffer
  readonly sum: number
  readonly length: number
}

function header({ label, sum, length }: Described): Buffer {
  const bytes = Buffer.alloc(30)
  bytes.writeUInt32LE(localHeader, 0)
  bytes.writeUInt16LE(20, 4)
  bytes.writeUInt16LE(utf8Names, 6)
  // The first of January 1980, so that the same files are the same zip.
  bytes.writeUInt16LE(0x21, 12)
  bytes.writeUInt32LE(sum, 14)
  bytes.writeUInt32LE(length, 18)
  bytes.writeUInt32LE(length, 22)
  bytes.writeUInt16LE(label.length, 26)
  return bytes
}

function centralEntry({ name, sum, length, offset }: DescribedEntry): Buffer {
  const label = Buffer.from(name, 'utf8')
  const bytes = Buffer.alloc(46)
  bytes.writeUInt32LE(centralHeader, 0)
  bytes.writeUInt16LE(20, 4)
  header({ label, sum, length }).copy(bytes, 6, 4, 30)
  bytes.writeUInt32LE(offset, 42)
  return Buffer.concat([bytes, label])
}

/**
 * The entries of a zip, stored or deflated. @throws RangeError for what is none, is damaged, or would fill the memory
 * @param limit bytes of all wanted entries together
 * @param isWanted by name; the others are not unpacked
 */
export function readZip(
  zip: Buffer,
  limit: number,
  isWanted: (name: string) => boolean = () => true,
): readonly ZipEntry[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0) throw new RangeError('not a zip')
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  let left = limit
  return Array.from({ length: count }).flatMap(() => {
    if (zip.readUInt32LE(at) !== centralHeader) throw new RangeError('its directory is damaged')
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field))
    const name = zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    const place = { at, length: zip.readUInt32LE(at + 24) }
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
    if (!isWanted(name)) return []
    left -= place.length
    if (left < 0) throw new RangeError('it is too large')
    return [{ name, bytes: contents(zip, place) }]
  })
}

function contents(zip: Buffer, { at, length }: { readonly at: number; readonly length: number }): Buffer {
  const packed = zip.readUInt32LE(at + 20)
  const local = zip.readUInt32LE(at + 42)
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const data = zip.subarray(start, start + packed)
  const bytes = zip.readUInt16LE(at + 10) === deflated ? inflated(data, length) : data
  if (crc32(bytes) !== zip.readUInt32LE(at + 16)) throw new RangeError('a file in it is damaged')
  return bytes
}

function inflated(data: Buffer, length: number): Buffer {
  try {
    return inflateRawSync(data, { maxOutputLength: length })
  } catch (cause) {
    throw new RangeError('a file in it is damaged or locked', { cause })
  }
}
