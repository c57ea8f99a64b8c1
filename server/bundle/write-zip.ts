import { open } from 'node:fs/promises'
import { centralDirectory, type DescribedEntry, localEntry, type ZipEntry } from './zip-file.ts'

/** Writes a zip entry by entry: only one of them is in memory. Below 4 GiB. */
export async function writeZip(path: string, entries: AsyncIterable<ZipEntry>): Promise<void> {
  const handle = await open(path, 'w')
  try {
    const described: DescribedEntry[] = []
    let offset = 0
    for await (const entry of entries) {
      const { header, sum } = localEntry(entry)
      described.push({ name: entry.name, sum, length: entry.bytes.length, offset })
      await handle.write(header)
      await handle.write(entry.bytes)
      offset += header.length + entry.bytes.length
    }
    await handle.write(centralDirectory(described, offset))
  } finally {
    await handle.close()
  }
}
