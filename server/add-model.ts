import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Command, CommanderError } from 'commander'
import { modelManifestSchema } from '../models/model-manifest.ts'
import { toFailure } from '../workflows/failure.ts'
import { makeManifest } from './inference/make-manifest.ts'

/** `npm run add-model -- folder --family wan`: writes the manifest.json that makes a folder of ONNX files a model. */
process.exitCode = await main(process.argv.slice(2))

interface Options {
  readonly family: string
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
    const { id = idOf(folder), family, name, licence } = options
    const manifest = await makeManifest(folder, { id, family, name, licence, defaults: defaultsOf(options) })
    const file = path.join(folder, 'manifest.json')
    await writeFile(file, `${JSON.stringify(modelManifestSchema.parse(manifest), undefined, 2)}\n`)
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
    .exitOverride()
  command.parse([...argv], { from: 'user' })
  return { folder: path.resolve(command.args[0] ?? ''), options: command.opts<Options>() }
}

function idOf(folder: string): string {
  return path
    .basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
}

function defaultsOf({ size, frames, fps, steps, guidance }: Options): Record<string, number> {
  const [width, height] = size?.split(/[x×]/) ?? []
  const given = { width, height, frames, fps, steps, guidance }
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, Number(value)]])),
  )
}
