import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { WildcardLists } from '../models/wildcards.ts'

/** Larger files are no lists of words. */
const largestBytes = 4 * 1024 ** 2

/**
 * The lists below a folder, `animals.txt` as `animals` and `places/sea.txt` as `places/sea`: an entry a line, without
 * empty lines and those that begin with `#`. A file that cannot be read is no list.
 */
export async function readWildcards(folder: string): Promise<WildcardLists> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const texts = files.filter((file) => file.isFile() && file.name.endsWith('.txt'))
  const lists = await Promise.all(
    texts.map(async ({ parentPath, name }) => {
      const file = path.join(parentPath, name)
      return [nameOf(path.relative(folder, file)), await readLines(file).catch(() => [])] as const
    }),
  )
  return Object.fromEntries(lists)
}

const nameOf = (file: string) => file.slice(0, -'.txt'.length).split(path.sep).join('/').toLowerCase()

async function readLines(file: string): Promise<readonly string[]> {
  if ((await stat(file)).size > largestBytes) return []
  const text = await readFile(file, 'utf8')
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.trim())
  return lines.filter((line) => line !== '' && !line.startsWith('#'))
}
