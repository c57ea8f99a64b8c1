import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { UserFailure } from '../../workflows/failure.ts'
import { emptyGraph } from '../../workflows/graph.ts'
import { latestVersion } from '../../workflows/migrate-workflow.ts'
import {
  type PackedSubgraph,
  type SharedSubgraph,
  type SharedSummary,
  subgraphIdSchema,
} from '../../workflows/subgraphs/shared-subgraph.ts'
import { subgraphNamed } from '../../workflows/subgraphs/subgraph.ts'
import { neededBy } from '../../workflows/subgraphs/subgraph-uses.ts'
import { parseWorkflowText, type Workflow } from '../../workflows/workflow-file.ts'

/** Subgraphs that several workflows share. Every revision is kept, as `subgraphs/<id>/<revision>.json`. */
export interface SubgraphLibrary {
  /** The newest revision of each, by name. Files that cannot be read are left out. */
  list(): Promise<readonly SharedSummary[]>
  /** The newest revision, or the one asked for. @throws UserFailure `not-found` */
  get(id: string, revision?: number): Promise<SharedSubgraph>
  /**
   * Adds a revision. `base` is the one it was made from: when it is not the newest any more, somebody was faster.
   * @throws UserFailure `request-invalid` when a definition it is made of is not in it;
   * `subgraph-published-meanwhile`
   */
  publish(packed: PackedSubgraph, base?: number): Promise<SharedSubgraph>
  /** Workflows keep their copies. @throws UserFailure `not-found` */
  remove(id: string): Promise<void>
}

export function makeSubgraphLibrary(folder: string): SubgraphLibrary {
  const fileOf = (id: string, revision: number) => path.join(folder, id, `${revision}.json`)

  const revisions = (id: string) => numbers(path.join(folder, id), /^\d+\.json$/)
  /** A removed revision leaves its number: workflows still stand on it. */
  const usedNumbers = (id: string) => numbers(path.join(folder, id), /^\d+\.(json|removed)$/)

  async function get(id: string, wanted?: number): Promise<SharedSubgraph> {
    const known = await revisions(folderName(id))
    const revision = wanted ?? known.at(-1)
    if (revision === undefined || !known.includes(revision))
      throw new UserFailure('not-found', { what: 'subgraph', id })
    const { subgraphs } = parseWorkflowText(await readFile(fileOf(id, revision), 'utf8'))
    return { id, revision, subgraphs }
  }

  async function summary(id: string): Promise<SharedSummary[]> {
    try {
      const { revision, subgraphs } = await get(id)
      const { mtimeMs: savedAt } = await stat(fileOf(id, revision))
      const own = subgraphNamed(subgraphs, id)
      return own
        ? [{ id, revision, savedAt, name: own.name, nodes: Object.keys(own.graph.nodes).length }]
        : []
    } catch {
      // One damaged file must not hide the others.
      return []
    }
  }

  async function publish({ id, subgraphs }: PackedSubgraph, base?: number): Promise<SharedSubgraph> {
    const own = subgraphNamed(subgraphs, id)
    const missing = [...neededBy({ subgraphs }, id)].find((one) => !subgraphNamed(subgraphs, one))
    if (!own || missing !== undefined)
      throw new UserFailure('request-invalid', { place: `subgraphs.${missing ?? id}`, detail: 'missing' })
    const newest = (await revisions(id)).at(-1) ?? 0
    if (base !== undefined && newest > base)
      throw new UserFailure('subgraph-published-meanwhile', { name: own.name, current: newest, given: base })
    await mkdir(path.join(folder, id), { recursive: true })
    await removeUnfinished(path.join(folder, id))
    for (let revision = ((await usedNumbers(id)).at(-1) ?? 0) + 1; ; revision += 1) {
      const shared = { id, revision, subgraphs: { ...subgraphs, [id]: { ...own, revision } } }
      if (await written(fileOf(id, revision), carrier(shared, own.name))) return shared
    }
  }

  return {
    list: async () => {
      const ids = await readdir(folder).catch(() => [])
      const found = await Promise.all(ids.filter((id) => subgraphIdSchema.safeParse(id).success).map(summary))
      return found.flat().sort((a, b) => a.name.localeCompare(b.name))
    },
    ...{ get, publish },
    remove: async (id) => {
      const known = await revisions(folderName(id))
      if (known.length === 0) throw new UserFailure('not-found', { what: 'subgraph', id })
      await writeFile(path.join(folder, id, `${known.at(-1) ?? 0}.removed`), '')
      for (const revision of known) await rm(fileOf(id, revision), { force: true })
    },
  }
}

/** What a process left that ended while it wrote; a file being written now is younger. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.part'))) {
    const file = path.join(folder, name)
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }))
    if (Date.now() - mtimeMs > unfinishedMs) await rm(file, { force: true })
  }
}

const unfinishedMs = 60_000

/** Numbers that begin the names of files. */
async function numbers(folder: string, ending: RegExp): Promise<readonly number[]> {
  const names = await readdir(folder).catch(() => [])
  const found = names.filter((name) => ending.test(name)).map((name) => Number.parseInt(name, 10))
  return found.filter(Number.isInteger).sort((a, b) => a - b)
}

/** False when somebody else published under that name meanwhile. */
async function written(file: string, workflow: Workflow): Promise<boolean> {
  const unfinished = path.join(path.dirname(file), `${randomUUID()}.part`)
  try {
    await writeFile(unfinished, JSON.stringify(workflow, undefined, 2), { flush: true })
    // Unlike a rename, a link never replaces a file.
    await link(unfinished, file)
    return true
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw thrown
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** Ids become names of folders. */
function folderName(id: string): string {
  if (subgraphIdSchema.safeParse(id).success) return id
  throw new UserFailure('not-found', { what: 'subgraph', id })
}

/** A workflow file without a graph of its own: what brings old workflows up to date brings these. */
function carrier({ subgraphs }: SharedSubgraph, name: string): Workflow {
  return {
    ...{
      format: 'reelgraph',
      version: latestVersion,
      id: randomUUID(),
      name: name.slice(0, 200) || 'subgraph',
    },
    ...{ graph: emptyGraph, subgraphs },
  }
}
