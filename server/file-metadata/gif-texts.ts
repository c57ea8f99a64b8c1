import type { FileText } from './file-text.ts'
import type { Extras } from './webp-texts.ts'

const extension = 0x21
const comment = 0xfe
const application = 0xff
const picture = 0x2c
const trailer = 0x3b
const xmpName = 'XMP DataXMP'

interface Block {
  readonly start: number
  readonly end: number
  /** Of a comment or an application. */
  readonly text?: FileText
  readonly isMetadata: boolean
}

export function isGif(bytes: Buffer): boolean {
  return /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))
}

/** Comments that start with a name and a colon. */
export function readGifTexts(bytes: Buffer): readonly FileText[] {
  return [...blocks(bytes)].flatMap(({ text }) => text ?? [])
}

/** Texts lie before the trailer, the last byte. */
export function withGifTexts(bytes: Buffer, { texts, xmp }: Extras): Buffer {
  const plain = withoutTexts(bytes)
  const comments = texts.map(({ key, text }) => commentBlock(`${key}:${text}`))
  return Buffer.concat([
    plain.subarray(0, -1),
    ...comments,
    ...(xmp ? [xmpBlock(xmp)] : []),
    Buffer.of(trailer),
  ])
}

function withoutTexts(bytes: Buffer): Buffer {
  const all = [...blocks(bytes)]
  const head = bytes.subarray(0, all[0]?.start ?? 13)
  const kept = all.filter(({ isMetadata }) => !isMetadata).map(({ start, end }) => bytes.subarray(start, end))
  return Buffer.concat([head, ...kept, Buffer.of(trailer)])
}

function commentBlock(text: string): Buffer {
  const data = Buffer.from(text, 'latin1')
  const parts: Buffer[] = [Buffer.of(extension, comment)]
  for (let at = 0; at < data.length; at += 255) {
    const piece = data.subarray(at, at + 255)
    parts.push(Buffer.of(piece.length), piece)
  }
  return Buffer.concat([...parts, Buffer.of(0)])
}

/** Adobe's way: the packet as it is, then bytes that lead a reader of blocks to the end from any place in it. */
function xmpBlock(xmp: string): Buffer {
  const ramp = Buffer.from([1, ...Array.from({ length: 256 }, (_, index) => 255 - index), 0])
  const head = Buffer.concat([Buffer.of(extension, application, 11), Buffer.from(xmpName, 'latin1')])
  return Buffer.concat([head, Buffer.from(xmp, 'utf8'), ramp])
}

function* blocks(bytes: Buffer): Generator<Block> {
  let at = 13 + tableLength(bytes[10] ?? 0)
  while (at < bytes.length && bytes[at] !== trailer) {
    const start = at
    if (bytes[at] === picture) {
      const data = at + 10 + tableLength(bytes[at + 9] ?? 0) + 1
      at = endOfBlocks(bytes, data)
      yield { start, end: at, isMetadata: false }
    } else if (bytes[at] === extension) {
      at = endOfBlocks(bytes, at + 2)
      yield { start, end: at, ...metadata(bytes, start, at) }
    } else return
  }
}

function metadata(bytes: Buffer, start: number, end: number): Pick<Block, 'text' | 'isMetadata'> {
  const label = bytes[start + 1]
  if (label === application && bytes.toString('latin1', start + 3, start + 14) === xmpName)
    return {
      isMetadata: true,
      text: { key: 'xmp', text: bytes.toString('utf8', start + 14, Math.max(start + 14, end - 258)) },
    }
  if (label !== comment) return { isMetadata: false }
  const pieces: Buffer[] = []
  for (let at = start + 2; at < end && bytes[at] !== 0; at += 1 + (bytes[at] ?? 0))
    pieces.push(bytes.subarray(at + 1, at + 1 + (bytes[at] ?? 0)))
  const named = /^(\w+):(.*)$/s.exec(Buffer.concat(pieces).toString('utf8'))
  return { isMetadata: true, ...(named && { text: { key: named[1] ?? '', text: named[2] ?? '' } }) }
}

function endOfBlocks(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0)
  return at + 1
}

/** Colours of a table: its flags say whether it is there and how long. */
function tableLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}
