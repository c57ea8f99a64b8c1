import { crc32, inflateSync } from 'node:zlib'
import type { FileText } from './file-text.ts'

/** Signature (8 bytes) and IHDR (25): text must come before the pixels to be found by readers that stop early. */
const afterHeader = 33
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const largestText = 64 * 1024 ** 2
/** Kinds of chunks that hold text; `comf` is ComfyUI's own in animated PNGs. */
const textKinds = ['tEXt', 'zTXt', 'iTXt', 'comf']

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(signature)
}

export function readPngTexts(bytes: Buffer): readonly FileText[] {
  return [...chunks(bytes)].flatMap(({ kind, data }) => textOf(kind, data) ?? [])
}

/** Adds an uncompressed UTF-8 text (iTXt). */
export function withPngText(png: Uint8Array, { key, text }: FileText): Buffer {
  // Keyword, its end, not compressed, method 0, no language, no translated keyword.
  const data = Buffer.concat([Buffer.from(key, 'latin1'), Buffer.alloc(5), Buffer.from(text, 'utf8')])
  const body = Buffer.concat([Buffer.from('iTXt', 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([
    ...[png.subarray(0, afterHeader), frame.subarray(0, 4), body, frame.subarray(4)],
    png.subarray(afterHeader),
  ])
}

export function withoutPngTexts(bytes: Buffer): Buffer {
  const kept = [...chunks(bytes)].filter(({ kind }) => !textKinds.includes(kind) && kind !== 'eXIf')
  return Buffer.concat([bytes.subarray(0, 8), ...kept.map(({ whole }) => whole)])
}

function* chunks(bytes: Buffer) {
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return
    const kind = bytes.toString('latin1', at + 4, at + 8)
    yield { kind, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) }
    at = end
  }
}

function textOf(kind: string, data: Buffer): FileText | undefined {
  const end = data.indexOf(0)
  if (!textKinds.includes(kind) || end < 0) return undefined
  const key = data.toString('latin1', 0, end)
  const rest = data.subarray(end + 1)
  if (kind === 'zTXt') return { key, text: inflated(rest.subarray(1)).toString('latin1') }
  if (kind !== 'iTXt') return { key, text: rest.toString('latin1') }
  const language = rest.indexOf(0, 2)
  const body = rest.subarray(rest.indexOf(0, language + 1) + 1)
  return { key, text: (rest[0] === 1 ? inflated(body) : body).toString('utf8') }
}

function inflated(data: Buffer): Buffer {
  return inflateSync(data, { maxOutputLength: largestText })
}
