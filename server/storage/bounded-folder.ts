import { readdir, rm, rmdir, stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * Removes files below a folder, those that were not written or touched for longest first, until at most so many bytes
 * are left. Other processes use the same folder: what is gone already is no mistake.
 * @param spares files that stay whatever their age, by their names
 */
export async function removeOldest(
  folder: string,
  limitBytes: number,
  spares: (name: string) => boolean = () => false,
): Promise<void> {
  const files = await filesBelow(folder)
  let total = files.reduce((sum, { byteLength }) => sum + byteLength, 0)
  for (const { file, byteLength } of files.sort((a, b) => a.usedAt - b.usedAt)) {
    if (total <= limitBytes) break
    if (spares(path.basename(file))) continue
    await rm(file, { force: true })
    // Refused while there is another file in it.
    if (path.dirname(file) !== folder) await rmdir(path.dirname(file)).catch(() => undefined)
    total -= byteLength
  }
}

async function filesBelow(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name)
        const facts = await stat(file).catch(() => undefined)
        return { file, byteLength: facts?.size ?? 0, usedAt: facts?.mtimeMs ?? 0 }
      }),
  )
}
