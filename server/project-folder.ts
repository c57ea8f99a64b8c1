import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json: the same from the sources and from `.build`. */
export const projectFolder = findUpwards(path.dirname(fileURLToPath(import.meta.url)))

function findUpwards(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder
  const parent = path.dirname(folder)
  if (parent === folder) throw new Error('There is no package.json above the server.')
  return findUpwards(parent)
}
