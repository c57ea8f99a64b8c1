import { readExifTexts } from './exif-texts.ts'
import type { FileText } from './file-text.ts'
import type { RandomAccess } from './random-access.ts'
import type { Extras } from './webp-texts.ts'

/** Boxes of our own, found by their UUID at the end of an MP4, MOV or AVIF. */
const textUuid = Buffer.from('7265656c67726170682e776f726b666c', 'hex')
/** Adobe's, for XMP. */
const xmpUuid = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex')
const largestBox = 64 * 1024 ** 2

export function isIsoFile(head: Buffer): boolean {
  return head.toString('latin1', 4, 8) === 'ftyp'
}

/** Our own boxes, XMP, and the EXIF of an AVIF; the tags of MP4 and MOV are read by ffprobe. */
export async function readIsoTexts(file: RandomAccess): Promise<readonly FileText[]> {
  const texts: FileText[] = []
  for await (const { kind, start, end } of topBoxes(file)) {
    if (end - start > largestBox) continue
    if (kind === 'uuid') texts.push(...uuidTexts(await file.read(start, end - start)))
    if (kind === 'meta') texts.push(...(await exifItem(file, await file.read(start, end - start))))
  }
  return texts
}

function uuidTexts(box: Buffer): readonly FileText[] {
  const id = box.subarray(0, 16)
  const text = box.toString('utf8', 16)
  if (id.equals(xmpUuid)) return [{ key: 'xmp', text }]
  if (!id.equals(textUuid)) return []
  const end = text.indexOf('\0')
  return end < 0 ? [] : [{ key: text.slice(0, end), text: text.slice(end + 1) }]
}

/** Boxes to add to the end of a file: no offset in it changes. */
export function isoExtras({ texts, xmp }: Extras): Buffer {
  const own = texts.map(({ key, text }) => uuidBox(textUuid, `${key}\0${text}`))
  return Buffer.concat([...own, ...(xmp ? [uuidBox(xmpUuid, xmp)] : [])])
}

function uuidBox(id: Buffer, text: string): Buffer {
  const data = Buffer.from(text, 'utf8')
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + id.length + data.length, 0)
  head.write('uuid', 4, 'latin1')
  return Buffer.concat([head, id, data])
}

interface Box {
  readonly kind: string
  /** Of its contents. */
  readonly start: number
  readonly end: number
}

async function* topBoxes(file: RandomAccess): AsyncGenerator<Box> {
  for (let at = 0; at + 8 <= file.size;) {
    const head = await file.read(at, 16)
    const [small, kind] = [head.readUInt32BE(0), head.toString('latin1', 4, 8)]
    const isLarge = small === 1 && head.length === 16
    const length = isLarge ? Number(head.readBigUInt64BE(8)) : small === 0 ? file.size - at : small
    if (length < 8) return
    yield { kind, start: at + (isLarge ? 16 : 8), end: Math.min(file.size, at + length) }
    at += length
  }
}

/** An AVIF keeps EXIF as an item: `iinf` names it, `iloc` says where it lies. */
async function exifItem(file: RandomAccess, meta: Buffer): Promise<readonly FileText[]> {
  const inside = meta.subarray(4)
  const info = inside.indexOf('Exif', 0, 'latin1')
  const locations = boxIn(inside, 'iloc')
  // `infe` of version 2: version and flags, id, protection, then the type.
  if (info < 4 || !locations) return []
  const place = itemPlace(locations, inside.readUInt16BE(info - 4))
  if (!place || place.length > largestBox) return []
  const item = await file.read(place.at, place.length)
  return item.length > 4 ? readExifTexts(item.subarray(4 + item.readUInt32BE(0))) : []
}

function boxIn(bytes: Buffer, kind: string): Buffer | undefined {
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    if (bytes.toString('latin1', at + 4, at + 8) === kind) return bytes.subarray(at + 8, at + length)
    if (length < 8) return undefined
    at += length
  }
  return undefined
}

/** Of items with one extent, in the sizes libavif and ffmpeg write. */
function itemPlace(iloc: Buffer, id: number): { at: number; length: number } | undefined {
  const version = iloc[0] ?? 0
  const sizes = iloc.readUInt16BE(4)
  const [offsetSize, lengthSize, baseSize, indexSize] = [
    sizes >> 12,
    (sizes >> 8) & 15,
    (sizes >> 4) & 15,
    sizes & 15,
  ]
  const number = (at: number, size: number) => (size > 0 ? iloc.readUIntBE(at, Math.min(6, size)) : 0)
  let at = 8
  for (let count = iloc.readUInt16BE(6); count > 0; count--) {
    const item = iloc.readUInt16BE(at)
    at += 2 + (version > 0 ? 2 : 0) + 2
    const base = number(at, baseSize)
    const extents = iloc.readUInt16BE(at + baseSize)
    at += baseSize + 2
    const skip = version > 0 ? indexSize : 0
    const found = {
      at: base + number(at + skip, offsetSize),
      length: number(at + skip + offsetSize, lengthSize),
    }
    if (item === id) return found
    at += extents * (skip + offsetSize + lengthSize)
  }
  return undefined
}
