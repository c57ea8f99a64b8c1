import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { z } from 'zod'
import { UserFailure } from '../../workflows/failure.ts'
import { type JsonValue, jsonSchema } from '../../workflows/json.ts'
import { deviceChoices } from '../config.ts'

const wholeNumber = (least: number, most: number) => {
  const error = `write a whole number from ${least} to ${most}`
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error })
}

const argumentsSchema = z.object({
  file: z.string(),
  /** `node.param` → text as it was typed, or the lines of a file as a sweep. */
  set: z.record(z.string(), jsonSchema),
  seed: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(),
  out: z.string().min(1).optional(),
  json: z.boolean().default(false),
  data: z.string().min(1).optional(),
  device: z.enum(deviceChoices).default('auto'),
  threads: wholeNumber(1, 256).optional(),
})
export type GenerateArguments = z.infer<typeof argumentsSchema>

/** @throws UserFailure `argument-invalid`; CommanderError for `--help`. */
export function parseGenerateArguments(argv: readonly string[]): GenerateArguments {
  const parsed = argumentsSchema.safeParse(read(argv))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new UserFailure('argument-invalid', {
    argument: `--${String(issue?.path[0] ?? '')}`,
    detail: issue?.message ?? 'invalid',
  })
}

function read(argv: readonly string[]): Record<string, unknown> {
  const command = new Command('generate')
    .description('Runs a workflow without a browser.')
    .argument('<file>', 'a *.workflow.json file')
    .option(
      '--set <node.param=value...>',
      'a value for a param, by node id or title; several in one run: 1..4, 1..4 0.5, [1,5,9], @lines.txt, random 4',
    )
    .option('--seed <n>', 'seed of the noise node')
    .option(
      '--out <file>',
      'where the file goes, further ones beside it as -2, -3 …; their own names in a folder, or in this one when left out',
    )
    .option('--json', 'one JSON object instead of progress')
    .option('--data <folder>', 'data folder to work in, with its cache; a temporary one when left out')
    .option('--device <name>', deviceChoices.join(', '))
    .option('--threads <n>', 'threads a model may use (all cores)')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  try {
    command.parse([...argv], { from: 'user' })
  } catch (thrown) {
    if (!(thrown instanceof CommanderError) || thrown.exitCode === 0) throw thrown
    throw new UserFailure(
      'argument-invalid',
      { argument: 'generate', detail: thrown.message },
      { cause: thrown },
    )
  }
  const options = command.opts<{ set?: string[] }>()
  return { ...options, file: command.args[0], set: Object.fromEntries((options.set ?? []).map(assignment)) }
}

function assignment(text: string): [string, JsonValue] {
  const equals = text.indexOf('=')
  if (equals > 0) return [text.slice(0, equals), valueOf(text.slice(equals + 1))]
  throw new UserFailure('argument-invalid', {
    argument: `--set ${text}`,
    detail: 'write it as node.param=value',
  })
}

/** `@prompts.txt` stands for the lines of that file, each a run of its own. */
function valueOf(text: string): JsonValue {
  if (!/^@\S/.test(text)) return text
  const file = text.slice(1)
  try {
    return { sweep: { lines: readFileSync(file, 'utf8') } }
  } catch (cause) {
    const detail = `${file} cannot be read: ${(cause as Error).message}`
    throw new UserFailure('argument-invalid', { argument: '--set', detail }, { cause })
  }
}
