import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { WildcardLists } from '../models/wildcards.ts'

/** Larger files are no lists of words. */
const largestBytes = 4 * 1024 ** 2
/** Files that are open at once. */
const atOnce = 32

interface KnownFile {
  readonly mtimeMs: number
  readonly size: number
  readonly lines: readonly string[]
}

/**
 * The lists below a folder, `animals.txt` as `animals` and `places/sea.txt` as `places/sea`: an entry a line, without
 * empty lines and those that begin with `#`. A file is read again when it changed.
 */
export function wildcardFolder(folder: string): () => Promise<WildcardLists> {
  let known = new Map<string, KnownFile>()
  return async () => {
    const found = new Map<string, KnownFile>()
    const files = await textFiles(folder)
    for (let start = 0; start < files.length; start += atOnce) {
      await Promise.all(
        files.slice(start, start + atOnce).map(async (file) => {
          const read = await readList(file, known.get(file)).catch(unlessGone)
          if (read) found.set(file, read)
        }),
      )
    }
    known = found
    const named = files.flatMap((file) => {
      const lines = found.get(file)?.lines
      return lines ? [[nameOf(path.relative(folder, file)), lines] as const] : []
    })
    return Object.fromEntries(named)
  }
}

async function textFiles(folder: string): Promise<readonly string[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(unlessGone)) ?? []
  const texts = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.txt'))
  return texts.map(({ parentPath, name }) => path.join(parentPath, name)).sort()
}

/** What is gone between two looks, or not meant to be read, is no list; everything else is told. */
function unlessGone(thrown: unknown): undefined {
  const { code = '' } = thrown as NodeJS.ErrnoException
  if (!['ENOENT', 'EACCES', 'EPERM'].includes(code)) throw thrown
}

const nameOf = (file: string) => file.slice(0, -'.txt'.length).split(path.sep).join('/').toLowerCase()

async function readList(file: string, before: KnownFile | undefined): Promise<KnownFile> {
  const { mtimeMs, size } = await stat(file)
  if (before?.mtimeMs === mtimeMs && before.size === size) return before
  const text = size > largestBytes ? '' : await readFile(file, 'utf8')
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.trim())
  return { mtimeMs, size, lines: lines.filter((line) => line !== '' && !line.startsWith('#')) }
}
