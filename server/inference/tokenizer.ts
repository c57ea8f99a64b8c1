import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as library from '@huggingface/tokenizers'
import type { Tokenizer } from '../../models/inference-session.ts'
import type { ModelManifest } from '../../models/model-manifest.ts'
import { BugFailure, OperationalFailure } from '../../workflows/failure.ts'
import { verifyFile } from './file-integrity.ts'
import type { ModelFolder } from './model-folder.ts'

interface TokenizerFile {
  encode(text: string): { readonly ids: readonly number[]; readonly tokens: readonly string[] }
}

/** The library's declarations import without extensions, which Node's module resolution cannot follow. */
const { Tokenizer: TokenizerReader } = library as unknown as {
  readonly Tokenizer: new (tokenizer: object, config: object) => TokenizerFile
}

/** Read by Transformers when a tokenizer has no limit of its own. */
const withoutLimit = 512

/**
 * A `tokenizer.json` with its `tokenizer_config.json`.
 * @throws OperationalFailure `model-file-damaged`
 */
export async function openTokenizer(
  file: string,
  config: Readonly<Record<string, unknown>> = {},
): Promise<Tokenizer> {
  try {
    const tokenizer = new TokenizerReader(JSON.parse(await readFile(file, 'utf8')) as object, config)
    const { model_max_length: limit } = config
    // Transformers writes 1e30 for "no limit".
    const maxLength = typeof limit === 'number' && limit < 1e6 ? limit : withoutLimit
    return { maxLength, encode: (text) => tokenizer.encode(text) }
  } catch (cause) {
    throw new OperationalFailure('model-file-damaged', { file, detail: (cause as Error).message }, { cause })
  }
}

/**
 * The tokenizer of a model folder, its file found whole.
 * @throws OperationalFailure `model-file-missing` | `model-file-damaged`
 */
export async function readTokenizer({ folder, manifest, configs }: ModelFolder): Promise<Tokenizer> {
  const file = tokenizerFile(manifest)
  if (!file)
    throw new BugFailure('model-part-missing', { model: manifest.id, part: 'tokenizer', device: '*' })
  await verifyFile(folder, file)
  return openTokenizer(join(folder, file.path), configs.tokenizer)
}

export const tokenizerFile = ({ files }: ModelManifest) =>
  files.find(({ path }) => path === 'tokenizer/tokenizer.json')
