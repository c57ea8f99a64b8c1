import { Command, CommanderError } from 'commander'
import { z } from 'zod'
import { UserFailure } from '../workflows/failure.ts'
import { byteLengthSchema } from './byte-length.ts'
import type { DeviceChoice } from './inference/device.ts'

export const deviceChoices = [
  'auto',
  'cpu',
  'webgpu',
  'cuda',
  'dml',
  'coreml',
] as const satisfies readonly DeviceChoice[]

const loopbackHosts = ['127.0.0.1', 'localhost', '::1']

const switchSchema = z.union([
  z.boolean(),
  z.enum(['true', 'false', '1', '0']).transform((text) => /true|1/.test(text)),
])

/** `cuda,cpu`: each device once. */
const devicesSchema = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((name) => name.trim()))])
  .pipe(z.array(z.enum(deviceChoices)).min(1))
  .readonly()

const configSchema = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(8199),
  host: z.string().min(1).default('127.0.0.1'),
  data: z.string().min(1).default('./data'),
  /** One worker process for each, in the order in which they are given runs. */
  device: devicesSchema.default(['auto']),
  token: z.string().min(8).optional(),
  uploadLimit: byteLengthSchema.default(2 * 1024 ** 3),
  /** Above it the trash of the asset library is emptied. */
  assetBudget: byteLengthSchema.default(50 * 1024 ** 3),
  threads: z.coerce.number().int().min(1).max(256).optional(),
  /** Of each device. */
  workers: z.coerce.number().int().min(1).max(16).default(1),
  restore: switchSchema.default(false),
  /** Of this machine, in any currency; estimates then tell what a run costs. */
  pricePerHour: z.coerce.number().nonnegative().optional(),
  /** Resident memory of one worker between runs; three quarters of the machine's, shared, when left out. */
  memory: byteLengthSchema.optional(),
  open: switchSchema.default(true),
})
export type Config = z.infer<typeof configSchema>

/**
 * The server's settings from its arguments and, where those are silent, `REELGRAPH_…` in the environment.
 * @throws UserFailure `argument-invalid` | `host-needs-token`; CommanderError for `--help`.
 */
export function parseConfig(argv: readonly string[], environment: NodeJS.ProcessEnv): Config {
  const config = parseSettings({ ...fromEnvironment(environment), ...fromArguments(argv) })
  if (!isLoopback(config.host) && config.token === undefined) {
    throw new UserFailure('host-needs-token', { host: config.host })
  }
  return config
}

export function isLoopback(host: string): boolean {
  return loopbackHosts.includes(host)
}

function parseSettings(raw: Record<string, unknown>): Config {
  const parsed = configSchema.safeParse(raw)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const argument = `--${kebab(String(issue?.path[0] ?? ''))}`
  throw new UserFailure('argument-invalid', { argument, detail: issue?.message ?? 'invalid' })
}

function fromArguments(argv: readonly string[]): Record<string, unknown> {
  const command = new Command('reelgraph')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .option('--port <number>', 'port to listen on, 0 for any free one (8199)')
    .option('--host <address>', 'address to listen on (127.0.0.1); another one needs --token')
    .option('--data <folder>', 'where everything is kept (./data)')
    .option('--device <names>', 'auto, cpu, webgpu, cuda, dml or coreml; several as cuda,cpu (auto)')
    .option('--token <secret>', 'what others must send, at least 8 characters')
    .option('--upload-limit <size>', 'largest upload, e.g. 500mb (2gb)')
    .option('--asset-budget <size>', 'disk for assets before the trash is emptied (50gb)')
    .option('--threads <number>', 'threads a model may use (all cores, shared by the workers)')
    .option('--workers <number>', 'runs that are computed side by side on each device (1)')
    .option('--restore', 'go on from the newest backup when the database is damaged')
    .option('--price-per-hour <amount>', 'what an hour of this machine costs, for estimates')
    .option('--memory <size>', 'memory a worker may keep between runs, e.g. 8gb (3/4 of the machine, shared)')
    .option('--no-open', 'do not open the browser')
  try {
    command.parse([...argv], { from: 'user' })
  } catch (thrown) {
    if (!(thrown instanceof CommanderError) || thrown.exitCode === 0) throw thrown
    throw new UserFailure(
      'argument-invalid',
      { argument: 'reelgraph', detail: thrown.message },
      { cause: thrown },
    )
  }
  // `--no-open` makes `open` true when it is absent; only its presence may beat the environment.
  const { open, ...given } = command.opts<{ open: boolean }>()
  return open ? given : { ...given, open }
}

function fromEnvironment(environment: NodeJS.ProcessEnv): Record<string, unknown> {
  const names = Object.keys(configSchema.shape)
  const values = names.map((name) => [
    name,
    environment[`REELGRAPH_${kebab(name).replaceAll('-', '_').toUpperCase()}`],
  ])
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== '')) as Record<
    string,
    unknown
  >
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
