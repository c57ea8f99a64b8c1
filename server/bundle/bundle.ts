import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Catalog } from '../../nodes/catalog.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { parseWorkflowText, type Workflow } from '../../workflows/workflow-file.ts'
import { workflowEntry } from '../file-metadata/zip-texts.ts'
import type { AssetStore } from '../storage/asset-store.ts'
import { inspectUpload } from '../uploads.ts'
import { readZip, type ZipEntry, zipOf } from './zip-file.ts'

const assetFolder = 'assets/'
/** Held in memory while it is packed and opened. */
const largestBundle = 2 * 1024 ** 3

interface BundleTools {
  readonly assets: AssetStore
  readonly catalog: Catalog
}

/** A workflow and the files it loads, as one `.reelgraph.zip`. Files that are gone are left out. @throws UserFailure */
export async function packBundle(workflow: Workflow, { assets, catalog }: BundleTools): Promise<Buffer> {
  const entries: ZipEntry[] = [
    { name: workflowEntry, bytes: Buffer.from(JSON.stringify(workflow, undefined, 2)) },
  ]
  for (const id of assetsOf(workflow, catalog)) {
    const asset = assets.find(id)
    if (!asset) continue
    const bytes = await readFile(assets.pathOf(id))
    entries.push({ name: `${assetFolder}${id}/${path.basename(asset.name)}`, bytes })
  }
  return zipOf(entries)
}

/** Ids in asset params, subgraphs too. */
function assetsOf(workflow: Workflow, catalog: Catalog): ReadonlySet<string> {
  const graphs = [workflow.graph, ...Object.values(workflow.subgraphs).map(({ graph }) => graph)]
  const ids = graphs.flatMap(({ nodes }) =>
    Object.values(nodes).flatMap(({ type, params }) =>
      Object.entries(catalog.nodes.get(type)?.params ?? {})
        .filter(([, param]) => param.kind === 'asset')
        .map(([name]) => params[name]),
    ),
  )
  return new Set(ids.filter((id): id is string => typeof id === 'string' && /^[0-9a-f]{64}$/.test(id)))
}

interface OpenTools {
  readonly assets: AssetStore
  /** Folder for unfinished files. */
  readonly temporary: string
}

/** Stores the files of a bundle and answers with its workflow. @throws UserFailure `bundle-unreadable` */
export async function openBundle(zip: Buffer, { assets, temporary }: OpenTools): Promise<Workflow> {
  const entries = entriesOf(zip)
  const text = entries.find(({ name }) => name === workflowEntry)?.bytes.toString('utf8')
  if (text === undefined) throw new UserFailure('bundle-unreadable', { detail: `no ${workflowEntry} in it` })
  const workflow = parseWorkflowText(text)
  for (const { name, bytes } of entries.filter((entry) => entry.name.startsWith(assetFolder))) {
    // Only the end of the name is used, and never as a path.
    const shown = name.split('/').at(-1) ?? ''
    const file = path.join(temporary, `bundle-${randomUUID()}${path.extname(shown)}`)
    await writeFile(file, bytes)
    await assets.put(file, await inspectUpload({ file, name: shown, temporary }))
  }
  return workflow
}

function entriesOf(zip: Buffer): readonly ZipEntry[] {
  try {
    return readZip(zip, largestBundle)
  } catch (cause) {
    const detail = cause instanceof RangeError ? cause.message : 'damaged'
    throw new UserFailure('bundle-unreadable', { detail }, { cause })
  }
}
