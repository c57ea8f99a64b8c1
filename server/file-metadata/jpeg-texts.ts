import { readExifTexts } from './exif-texts.ts'
import type { FileText } from './file-text.ts'
import type { Extras } from './webp-texts.ts'

const app1 = 0xe1
const comment = 0xfe
const startOfScan = 0xda
const xmpName = 'http://ns.adobe.com/xap/1.0/\0'
/** A segment's length is two bytes and counts itself; the name of the text takes a few. */
const perSegment = 65_000

interface Segment {
  readonly marker: number
  readonly data: Buffer
  readonly start: number
  readonly end: number
}

export function isJpeg(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8
}

/** From EXIF, XMP and comments; a text longer than a comment goes on in the next ones: `workflow+:…`. */
export function readJpegTexts(bytes: Buffer): readonly FileText[] {
  const texts: FileText[] = []
  for (const { marker, data } of segments(bytes)) {
    if (marker === app1 && data.toString('latin1', 0, 4) === 'Exif') texts.push(...readExifTexts(data))
    if (marker === app1 && data.toString('latin1', 0, xmpName.length) === xmpName)
      texts.push({ key: 'xmp', text: data.toString('utf8', xmpName.length) })
    if (marker === comment) addComment(texts, data.toString('utf8'))
  }
  return texts
}

function addComment(texts: FileText[], text: string): void {
  const [, key = 'comment', more = '', value = text] = /^(\w+)(\+?):(.*)$/s.exec(text) ?? []
  const last = texts.at(-1)
  if (more && last?.key === key) texts[texts.length - 1] = { key, text: last.text + value }
  else texts.push({ key, text: value })
}

export function withJpegTexts(bytes: Buffer, { texts, xmp }: Extras): Buffer {
  const plain = withoutTexts(bytes)
  const added = [...(xmp ? [segment(app1, xmpName + xmp)] : []), ...texts.flatMap(comments)]
  return Buffer.concat([plain.subarray(0, 2), ...added, plain.subarray(2)])
}

function withoutTexts(bytes: Buffer): Buffer {
  const all = [...segments(bytes)]
  const isText = ({ marker, data }: Segment) =>
    marker === comment || (marker === app1 && data.toString('latin1', 0, xmpName.length) === xmpName)
  const kept = all.filter((one) => !isText(one)).map(({ start, end }) => bytes.subarray(start, end))
  return Buffer.concat([bytes.subarray(0, 2), ...kept, bytes.subarray(all.at(-1)?.end ?? 2)])
}

function comments({ key, text }: FileText): readonly Buffer[] {
  const count = Math.max(1, Math.ceil(text.length / perSegment))
  return Array.from({ length: count }, (_, index) => {
    const piece = text.slice(index * perSegment, (index + 1) * perSegment)
    return segment(comment, `${key}${index === 0 ? '' : '+'}:${piece}`)
  })
}

function segment(marker: number, text: string): Buffer {
  const data = Buffer.from(text, 'utf8')
  const head = Buffer.of(0xff, marker, 0, 0)
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

/** Those before the picture's data. */
function* segments(bytes: Buffer): Generator<Segment> {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0
    if (marker === startOfScan) return
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    yield { marker, data: bytes.subarray(at + 4, end), start: at, end }
    at = end
  }
}
