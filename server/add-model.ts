import { stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Command, CommanderError } from 'commander'
import { modelManifestSchema } from '../models/model-manifest.ts'
import { toFailure, UserFailure } from '../workflows/failure.ts'
import { probePorts } from './inference/loaded-model.ts'
import { makeManifest } from './inference/make-manifest.ts'

/** `npm run add-model -- folder --family wan`: writes the manifest.json that makes a folder of ONNX files a model, and opens each once. */
process.exitCode = await main(process.argv.slice(2))

interface Options {
  readonly family: string
  readonly force?: boolean
  readonly id?: string
  readonly name?: string
  readonly licence: string
  readonly size?: string
  readonly frames?: string
  readonly fps?: string
  readonly steps?: string
  readonly guidance?: string
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    const { folder, options } = read(argv)
    const { family, name, licence } = options
    const wanted = { id: idOf(folder, options), family, name, licence, defaults: defaultsOf(options) }
    const file = path.join(folder, 'manifest.json')
    if (!options.force && (await isThere(file)))
      throw new UserFailure('argument-invalid', {
        argument: file,
        detail: 'is there already; --force writes it anew',
      })
    const manifest = modelManifestSchema.parse(await makeManifest(folder, wanted))
    await probePorts(folder, manifest)
    await writeFile(file, `${JSON.stringify(manifest, undefined, 2)}\n`)
    const parts = Object.keys(manifest.variants[0]?.parts ?? {}).join(', ')
    process.stdout.write(`${file}: ${manifest.id}, family ${family}, parts ${parts}\n`)
    return 0
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode
    const failure = toFailure(thrown)
    process.stderr.write(`${failure.message}\n`)
    return failure.kind === 'user' ? 2 : 1
  }
}

function read(argv: readonly string[]): { folder: string; options: Options } {
  const command = new Command('add-model')
    .description('Writes the manifest.json of a folder of ONNX files in diffusers’ layout.')
    .argument('<folder>', '<data>/models/<name>, with text_encoder, transformer, vae_decoder, tokenizer …')
    .requiredOption('--family <id>', 'wan, ltx, cogvideox or pocket')
    .option('--id <id>', 'what workflows call it; the name of the folder when left out')
    .option('--name <name>', 'what people call it')
    .option('--licence <licence>', 'of the weights', 'see the model card')
    .option('--size <size>', 'starting size of new nodes, such as 832x480')
    .option('--frames <count>', 'starting length, and what the model makes at once')
    .option('--fps <rate>', 'frames per second')
    .option('--steps <count>', 'starting number of steps')
    .option('--guidance <scale>', 'starting guidance')
    .option('--force', 'in place of a manifest.json that is there')
    .exitOverride()
  command.parse([...argv], { from: 'user' })
  return { folder: path.resolve(command.args[0] ?? ''), options: command.opts<Options>() }
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

function idOf(folder: string, { id }: Options): string {
  const name = path
    .basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/\.*-[-.]*|\.{2,}/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  const isId = (text: string) => modelManifestSchema.shape.id.safeParse(text).success
  if (isId(id ?? name)) return id ?? name
  const detail =
    id === undefined
      ? `name the model, such as wan-1.3b; the folder name ${path.basename(folder)} makes no id`
      : `${id} is no id; it takes a–z and 0–9 with single - or . between, such as wan-1.3b`
  throw new UserFailure('argument-invalid', { argument: '--id', detail })
}

function defaultsOf({ size, frames, fps, steps, guidance }: Options): Record<string, number> {
  const [, width, height] = /^(\d+)[x×](\d+)$/.exec(size ?? '') ?? []
  if (size !== undefined && height === undefined)
    throw new UserFailure('argument-invalid', {
      argument: '--size',
      detail: `${size} is no size such as 832x480`,
    })
  const given = Object.entries({ width, height, frames, fps, steps, guidance })
  return Object.fromEntries(
    given.flatMap(([key, value]) => (value === undefined ? [] : [[key, numberOf(key, value)]])),
  )
}

function numberOf(key: string, value: string): number {
  const isWhole = key !== 'guidance'
  if ((isWhole ? /^\d+$/ : /^\d+(\.\d+)?$/).test(value)) return Number(value)
  const detail = `${value} is no ${isWhole ? 'whole ' : ''}number`
  throw new UserFailure('argument-invalid', { argument: `--${key}`, detail })
}
