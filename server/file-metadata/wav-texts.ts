import { open } from 'node:fs/promises'
import { asciiJson } from './file-text.ts'
import type { CarriedTexts } from './write-texts.ts'

/** Sizes of a WAV are 32-bit numbers. */
const largestFile = 2 ** 32 - 1

/**
 * Adds the workflow to a finished WAV: a comment in a `LIST` chunk behind the sound, where players ignore it and
 * ffprobe reads it. A file that would grow beyond 4 GB is left as it is.
 */
export async function addWavTexts(path: string, { workflow }: CarriedTexts): Promise<void> {
  if (workflow === undefined) return
  const chunk = listChunk(asciiJson({ workflow }))
  const file = await open(path, 'r+')
  try {
    const { size } = await file.stat()
    const start = size + (size % 2)
    if (start + chunk.length > largestFile) return
    await file.write(chunk, 0, chunk.length, start)
    const length = Buffer.alloc(4)
    length.writeUInt32LE(start + chunk.length - 8)
    await file.write(length, 0, 4, 4)
  } finally {
    await file.close()
  }
}

/** `LIST` of kind `INFO` with one text, `ICMT`, which ends with a zero and fills whole pairs of bytes. */
function listChunk(text: string): Buffer {
  const data = Buffer.from(`${text}\0`, 'latin1')
  const padded = data.length + (data.length % 2)
  const chunk = Buffer.alloc(8 + 4 + 8 + padded)
  chunk.write('LIST', 0, 'latin1')
  chunk.writeUInt32LE(chunk.length - 8, 4)
  chunk.write('INFOICMT', 8, 'latin1')
  chunk.writeUInt32LE(data.length, 16)
  data.copy(chunk, 20)
  return chunk
}
