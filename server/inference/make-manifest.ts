import { readdir, stat } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import type { ModelManifest } from '../../models/model-manifest.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { sha256 } from './file-integrity.ts'
import { loadRegistry } from './registry.ts'

export interface ManifestWanted {
  readonly id: string
  readonly name?: string
  readonly family: string
  readonly licence: string
  readonly defaults: ModelManifest['defaults']
}

/** Without these no family makes a video; an encoder of videos is only needed where one is given. */
const needed = ['text_encoder/model.onnx', 'transformer/model.onnx', 'vae_decoder/model.onnx']
const tokenizer = 'tokenizer/tokenizer.json'

/**
 * The manifest of a folder of ONNX files in diffusers' layout: every `<part>/model.onnx`, what lies beside it, and the
 * tokenizer, each with its length and hash.
 * @throws UserFailure `family-unknown` | `file-unreadable` | `model-file-missing`
 */
export async function makeManifest(folder: string, wanted: ManifestWanted): Promise<ModelManifest> {
  const { families } = await loadRegistry()
  const family = families.get(wanted.family)
  if (!family) throw new UserFailure('family-unknown', { model: wanted.id, family: wanted.family })
  const paths = await weightFiles(folder)
  const missing = [...needed, tokenizer].find((path) => !paths.includes(path))
  if (missing) throw new UserFailure('model-file-missing', { file: join(folder, missing) })
  const graphs = paths.filter((path) => basename(path) === 'model.onnx')
  const parts = Object.fromEntries(graphs.map((path) => [partOf(path), path]))
  const { id, name = id, licence, defaults } = wanted
  return {
    ...{
      format: 'reelgraph-model',
      version: 1,
      id,
      name,
      kind: 'video-diffusion',
      family: family.id,
      licence,
    },
    ...{ summary: { en: name, 'zh-CN': name }, defaults },
    variants: [{ id: 'own', precision: 'fp32', devices: ['*'], parts }],
    files: await Promise.all(paths.map((path) => listed(folder, path))),
  }
}

/** Every graph, the weights beside it, and the tokenizer. */
async function weightFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new UserFailure('file-unreadable', { file: folder }, { cause })
  })
  const paths = entries.map((path) => path.split(sep).join('/'))
  const parts = new Set(paths.filter((path) => basename(path) === 'model.onnx').map(partOf))
  return paths.filter((path) => path === tokenizer || (parts.has(partOf(path)) && isWeights(path))).sort()
}

function partOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

function isWeights(path: string): boolean {
  return /\.onnx$|\.onnx[._]data$|\.data$|\.bin$/.test(path)
}

async function listed(folder: string, path: string): Promise<ModelManifest['files'][number]> {
  const file = join(folder, path)
  return { path, bytes: (await stat(file)).size, sha256: await sha256(file) }
}
