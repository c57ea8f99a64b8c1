import { copyFile, readdir, readFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { projectFolder } from './project-folder.ts'
import type { AssetStore } from './storage/asset-store.ts'
import { inspectUpload } from './uploads.ts'

const folder = path.join(projectFolder, 'workflows/examples/assets')

/**
 * Puts the pictures that the example workflows name by their SHA-256 into the asset store; those already there stay.
 * @param temporary folder for unfinished files, on the store's disk.
 */
export async function storeExampleAssets(assets: AssetStore, temporary: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const source = path.join(folder, name)
    const id = createHash('sha256')
      .update(await readFile(source))
      .digest('hex')
    if (assets.find(id)) continue
    const file = path.join(temporary, `example-${id}${path.extname(name)}`)
    await copyFile(source, file)
    await assets.put(file, await inspectUpload({ file, name, temporary }), 'example')
  }
}
