import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type SessionTensor, tensor, type Tensor } from '../../models/tensor.ts'

const source = fileURLToPath(new URL('../fixtures/tiny-models/', import.meta.url))

interface TinyModel {
  readonly family: string
  /** Fixture graph of each part. */
  readonly parts: Readonly<Record<string, string>>
  /** By their path in the folder. */
  readonly configs: Readonly<Record<string, unknown>>
}

const tokenizer = { tokenizer: { model_max_length: 16 } }
const transformer = (config: object) => ({ transformer: config })
const vae = (config: object) => ({ vae_decoder: config })
const wanParts = {
  text_encoder: 'umt5',
  vae_decoder: 'wan-vae-decoder-first',
  vae_decoder_next: 'wan-vae-decoder-next',
}

/** Random weights in real classes of diffusers and transformers, as model folders (models-facts 3.5). */
export const tinyModels = {
  'wan-t2v': {
    family: 'wan',
    parts: { ...wanParts, transformer: 'wan-t2v' },
    configs: {
      ...tokenizer,
      ...transformer({ in_channels: 16, patch_size: [1, 2, 2] }),
      ...vae({ z_dim: 16 }),
      scheduler: {
        ...{ _class_name: 'UniPCMultistepScheduler', prediction_type: 'flow_prediction' },
        ...{ use_flow_sigmas: true, flow_shift: 3 },
      },
    },
  },
  'wan-ti2v-per-token': {
    family: 'wan',
    parts: { text_encoder: 'umt5', transformer: 'wan-ti2v-per-token' },
    configs: {
      ...tokenizer,
      ...transformer({ in_channels: 48, patch_size: [1, 2, 2] }),
      ...vae({ z_dim: 48, scale_factor_spatial: 16 }),
      model_index: { expand_timesteps: true },
    },
  },
  'wan-i2v': {
    family: 'wan',
    parts: { ...wanParts, transformer: 'wan-i2v' },
    configs: {
      ...tokenizer,
      ...transformer({ in_channels: 36, patch_size: [1, 2, 2] }),
      ...vae({ z_dim: 16 }),
    },
  },
  ltx: {
    family: 'ltx',
    parts: { text_encoder: 'umt5', transformer: 'ltx' },
    configs: {
      ...tokenizer,
      ...transformer({ in_channels: 8, patch_size: 1 }),
      ...vae({ latent_channels: 8 }),
    },
  },
  cogvideox: {
    family: 'cogvideox',
    parts: { transformer: 'cogvideox' },
    configs: {
      ...transformer({
        in_channels: 4,
        patch_size: 2,
        attention_head_dim: 16,
        sample_height: 8,
        sample_width: 12,
      }),
      ...vae({ latent_channels: 4 }),
    },
  },
} as const satisfies Readonly<Record<string, TinyModel>>

/** Writes every tiny model as a model folder of its own below `folder`. */
export function writeTinyModels(folder: string): void {
  for (const [id, model] of Object.entries(tinyModels) as [string, TinyModel][])
    writeModel(join(folder, id), id, model)
}

const namedPaths: Readonly<Record<string, string>> = {
  model_index: 'model_index.json',
  scheduler: 'scheduler/scheduler_config.json',
  tokenizer: 'tokenizer/tokenizer_config.json',
}

function writeModel(folder: string, id: string, { family, parts, configs }: TinyModel): void {
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const paths = Object.fromEntries(Object.keys(parts).map((part) => [part, `${part}/model.onnx`]))
  for (const [part, graph] of Object.entries(parts)) {
    mkdirSync(join(folder, part), { recursive: true })
    copyFileSync(join(source, `${graph}.onnx`), join(folder, paths[part]!))
  }
  for (const [name, config] of Object.entries(configs))
    put(namedPaths[name] ?? `${name}/config.json`, JSON.stringify(config))
  put('tokenizer/tokenizer.json', JSON.stringify(numberTokenizer))
  const files = [...Object.values(paths), 'tokenizer/tokenizer.json'].map((path) => {
    const bytes = readFileSync(join(folder, path))
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  })
  const words = { en: id, 'zh-CN': id }
  const variants = [{ id: 'fp32', precision: 'fp32', devices: ['*'], parts: paths }]
  const facts = { id, name: id, kind: 'video-diffusion', family, licence: 'Apache-2.0', summary: words }
  put('manifest.json', JSON.stringify({ format: 'reelgraph-model', version: 1, ...facts, variants, files }))
}

/** The word `w73` is the token 73. */
const numberTokenizer = {
  version: '1.0',
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: { type: 'WhitespaceSplit' },
  post_processor: null,
  decoder: null,
  model: {
    type: 'WordPiece',
    unk_token: 'w1',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(Array.from({ length: 128 }, (_, id) => [`w${id}`, id])),
  },
}

interface StoredTensor {
  readonly dims: readonly number[]
  readonly type: string
  /** In numbers, not bytes. */
  readonly offset: number
}

export interface TinyCase {
  readonly inputs: Readonly<Record<string, SessionTensor>>
  readonly output: Tensor
}

/** What PyTorch answered, by model: inputs and the first output. */
export function tinyCases(name: string): readonly TinyCase[] {
  const stored = JSON.parse(readFileSync(join(source, 'cases.json'), 'utf8')) as Record<
    string,
    { inputs: Record<string, StoredTensor>; output: StoredTensor }[]
  >
  const numbers = new Float32Array(readFileSync(join(source, 'cases.bin')).buffer.slice(0))
  const read = ({ dims, offset }: StoredTensor) =>
    tensor(dims, numbers.slice(offset, offset + dims.reduce((count, dim) => count * dim, 1)))
  const input = (value: StoredTensor): SessionTensor =>
    value.type === 'int64'
      ? { dims: value.dims, data: BigInt64Array.from(read(value).data, (number) => BigInt(number)) }
      : read(value)
  return (stored[name] ?? []).map(({ inputs, output }) => ({
    inputs: Object.fromEntries(Object.entries(inputs).map(([port, value]) => [port, input(value)])),
    output: read(output),
  }))
}

/** Largest distance between two tensors of one shape; Infinity when the shapes differ. */
export function largestDifference(found: Tensor, wanted: Tensor): number {
  if (found.dims.join() !== wanted.dims.join()) return Infinity
  return found.data.reduce(
    (worst, value, at) => Math.max(worst, Math.abs(value - (wanted.data[at] ?? NaN))),
    0,
  )
}
