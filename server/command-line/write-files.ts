import { constants } from 'node:fs'
import { copyFile, mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Asset } from '../../workflows/asset.ts'
import type { NodeResult } from '../../workflows/execution-event.ts'
import type { NodeId } from '../../workflows/graph.ts'
import type { RunView } from '../../workflows/run-view.ts'

export interface WrittenFile {
  readonly node: NodeId
  readonly path: string
  readonly asset: Asset
}

interface WriteRequest {
  readonly view: RunView
  /** Nodes in the order of the workflow file. */
  readonly order: readonly NodeId[]
  readonly pathOf: (assetId: string) => string
  /**
   * Where the first file goes; the others go beside it as `clip-2.mp4` … All keep their names in a folder that is
   * there or whose path ends in a slash, and without it in the current one.
   */
  readonly out?: string
}

/** Copies what the save nodes made to where the person wants it. `--out` replaces a file, a name never does. */
export async function writeFiles({
  view,
  order,
  pathOf,
  out,
}: WriteRequest): Promise<readonly WrittenFile[]> {
  const files: WrittenFile[] = []
  const ownNames = out === undefined || (await isFolder(out))
  for (const { node, asset } of savedAssets(view, order)) {
    const source = pathOf(asset.id)
    const written = ownNames
      ? await copyAside(source, out ?? '.', asset.name)
      : await copyTo(source, files.length === 0 ? out : besideIt(out, files.length + 1, asset.name))
    files.push({ node, path: written, asset })
  }
  return files
}

/** `made/clip.mp4`, the third file a PNG → `made/clip-3.png`. */
function besideIt(out: string, number: number, name: string): string {
  const { dir, name: stem } = path.parse(out)
  return path.join(dir, `${stem}-${number}${path.extname(name)}`)
}

function savedAssets(view: RunView, order: readonly NodeId[]): { node: NodeId; asset: Asset }[] {
  return order.flatMap((node) =>
    sheetFirst(view, node).flatMap((result) =>
      result.kind === 'asset' ? [{ node, asset: result.asset }] : [],
    ),
  )
}

/** Of a sweep the contact sheet is what the person asked for; the single files come with it. */
function sheetFirst({ nodes }: RunView, node: NodeId): readonly NodeResult[] {
  const sheet = nodes[`${node}~sheet`]?.results ?? []
  return [...sheet, ...(nodes[node]?.results ?? []).filter((result) => !sheet.includes(result))]
}

async function copyTo(source: string, target: string): Promise<string> {
  const absolute = path.resolve(target)
  await mkdir(path.dirname(absolute), { recursive: true })
  await copyFile(source, absolute)
  return absolute
}

async function isFolder(out: string): Promise<boolean> {
  if (/[/\\]$/.test(out)) return true
  return stat(out).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** `clip.mp4`, then `clip-2.mp4` … */
async function copyAside(source: string, folder: string, name: string): Promise<string> {
  const { name: stem, ext } = path.parse(path.basename(name))
  await mkdir(folder, { recursive: true })
  for (let count = 1; ; count++) {
    const target = path.resolve(folder, count === 1 ? `${stem}${ext}` : `${stem}-${count}${ext}`)
    try {
      await copyFile(source, target, constants.COPYFILE_EXCL)
      return target
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
    }
  }
}
