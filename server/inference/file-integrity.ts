import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { appendFile, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ModelManifest } from '../../models/model-manifest.ts'
import { OperationalFailure } from '../../workflows/failure.ts'

type ListedFile = ModelManifest['files'][number]

/** Whether a file is there and as long as the manifest says; a hash takes too long for a listing. */
export async function fileProblem(folder: string, file: ListedFile): Promise<OperationalFailure | undefined> {
  const path = join(folder, file.path)
  const found = await stat(path).catch(() => undefined)
  if (!found) return new OperationalFailure('model-file-missing', { file: path })
  if (found.size === file.bytes) return undefined
  const detail = `${found.size} bytes instead of ${file.bytes}`
  return new OperationalFailure('model-file-damaged', { file: path, detail })
}

/** Files whose hash was right, by path, time and size: each is hashed once. */
const verified = new Set<string>()
let memory: string | undefined

/** From now on a file that was found whole is noted in this one, a line each, and those noted there are known. */
export async function rememberVerified(file: string): Promise<void> {
  memory = file
  const text = await readFile(file, 'utf8').catch(() => '')
  for (const line of text.split('\n')) if (line !== '') verified.add(line)
}

/** @throws OperationalFailure `model-file-missing` | `model-file-damaged` naming the file */
export async function verifyFile(folder: string, file: ListedFile): Promise<void> {
  const problem = await fileProblem(folder, file)
  if (problem) throw problem
  const path = join(folder, file.path)
  const { mtimeMs, size } = await stat(path)
  const key = `${path} ${mtimeMs} ${size} ${file.sha256}`
  if (verified.has(key)) return
  if ((await sha256(path)) !== file.sha256) {
    throw new OperationalFailure('model-file-damaged', { file: path, detail: 'its SHA-256 is another one' })
  }
  verified.add(key)
  // Without the note it is only hashed again.
  if (memory) await appendFile(memory, `${key}\n`).catch(() => undefined)
}

/** Of a file of any size, in hex. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}
