import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { OperationalFailure } from '../../workflows/failure.ts'

const folders = [
  path.join(homedir(), '.fonts'),
  path.join(homedir(), '.local/share/fonts'),
  path.join(homedir(), 'Library/Fonts'),
  '/usr/local/share/fonts',
  '/usr/share/fonts',
  '/Library/Fonts',
  '/System/Library/Fonts',
  'C:\\Windows\\Fonts',
]

/** Good plain ones first; any other will do. */
const plain = ['notosans-regular', 'dejavusans', 'liberationsans-regular', 'arial', 'helvetica', 'segoeui']
const chinese = [
  'notosanscjk',
  'notosanssc',
  'notoserifcjk',
  'pingfang',
  'msyh',
  'simhei',
  'wqy',
  'droidsansfallback',
]

/**
 * A font file for a text: the one whose name contains `name`, else a plain one that has its letters.
 * @throws OperationalFailure `font-missing`
 */
export async function findFont(text: string, name: string): Promise<string> {
  const files = await installedFonts()
  const wanted = plainName(name)
  const isChinese = /[\u2e80-\u9fff\uac00-\ud7ff\uff00-\uffef]/.test(text)
  const order = [...(wanted ? [wanted] : []), ...(isChinese ? chinese : []), ...plain]
  for (const start of order) {
    const found = files.filter((file) => plainName(path.parse(file).name).startsWith(start)).sort(shortest)[0]
    if (found) return found
  }
  const [any] = files
  if (any) return any
  throw new OperationalFailure('font-missing', {})
}

/** A font file with Chinese, Japanese and Korean letters. @throws OperationalFailure `font-missing-chinese` */
export async function findChineseFont(): Promise<string> {
  const files = await installedFonts()
  const found = chinese
    .flatMap((start) => files.filter((file) => plainName(path.parse(file).name).startsWith(start)))
    .at(0)
  if (found) return found
  throw new OperationalFailure('font-missing-chinese', {})
}

async function installedFonts(): Promise<readonly string[]> {
  const lists = await Promise.all(
    folders.map((folder) =>
      readdir(folder, { recursive: true, withFileTypes: true })
        .then((entries) => entries.filter(({ name }) => /\.(ttf|otf|ttc)$/i.test(name)))
        .then((entries) => entries.map((entry) => path.join(entry.parentPath, entry.name)))
        .catch(() => []),
    ),
  )
  return lists.flat()
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9-]/g, '')
}

/** `DejaVuSans` rather than `DejaVuSans-BoldOblique`. */
function shortest(a: string, b: string): number {
  return a.length - b.length || a.localeCompare(b)
}
