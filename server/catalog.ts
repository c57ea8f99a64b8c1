import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Catalog, makeCatalog } from '../nodes/catalog.ts'
import type { AnyNodeDefinition } from '../nodes/define-node.ts'
import type { Socket } from '../nodes/define-socket.ts'

/** `.ts` under tsx and vitest, `.js` once built; the folders hold `.d.ts` files then, which are no definitions. */
const extension = path.extname(import.meta.url)
const nodesFolder = fileURLToPath(new URL('../nodes/', import.meta.url))

/**
 * Reads every `*.node` and `*.socket` file; the folders are the registry.
 * @param moreFolders further folders with nodes, e.g. plug-ins.
 * @throws Error naming the file that cannot be used.
 */
export async function loadCatalog(moreFolders: readonly string[] = []): Promise<Catalog> {
  const files = (await Promise.all([nodesFolder, ...moreFolders].map(filesBelow))).flat().sort()
  const [nodes, sockets] = await Promise.all([
    importAll<AnyNodeDefinition>(files, `.node${extension}`),
    importAll<Socket>(files, `.socket${extension}`),
  ])
  return makeCatalog(nodes, sockets)
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}

function importAll<Definition>(files: readonly string[], suffix: string): Promise<Definition[]> {
  return Promise.all(files.filter((file) => file.endsWith(suffix)).map((file) => importOne<Definition>(file)))
}

async function importOne<Definition>(file: string): Promise<Definition> {
  const loaded = (await import(pathToFileURL(file).href)) as { readonly default?: Definition }
  if (!loaded.default) throw new Error(`${file} has no default export.`)
  return loaded.default
}
