import { crc32 } from 'node:zlib'

/** Signature (8 bytes) and IHDR (25): text must come before the pixels to be found by readers that stop early. */
const afterHeader = 33

/** Adds an uncompressed UTF-8 text (iTXt) to a PNG. */
export function withPngText(png: Uint8Array, keyword: string, text: string): Uint8Array {
  // Keyword, its end, not compressed, method 0, no language, no translated keyword.
  const data = Buffer.concat([Buffer.from(keyword, 'latin1'), Buffer.alloc(5), Buffer.from(text, 'utf8')])
  const body = Buffer.concat([Buffer.from('iTXt', 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([
    ...[png.subarray(0, afterHeader), frame.subarray(0, 4), body, frame.subarray(4)],
    png.subarray(afterHeader),
  ])
}
