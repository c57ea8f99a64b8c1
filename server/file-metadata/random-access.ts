import { open } from 'node:fs/promises'

/** Pieces of a file that may be larger than memory. */
export interface RandomAccess {
  readonly size: number
  /** Fewer bytes at the end of the file. */
  read(at: number, length: number): Promise<Buffer>
}

/** Opens a file for `work` and closes it after. */
export async function withFile<T>(path: string, work: (file: RandomAccess) => Promise<T>): Promise<T> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    return await work({
      size,
      read: async (at, length) => {
        const wanted = Math.max(0, Math.min(length, size - at))
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, at)
        return buffer.subarray(0, bytesRead)
      },
    })
  } finally {
    await handle.close()
  }
}
