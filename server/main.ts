import { pino } from 'pino'
import { CommanderError } from 'commander'
import { toFailure } from '../workflows/failure.ts'
import { openBrowser } from './browser.ts'
import { parseConfig } from './config.ts'
import { startServer } from './server.ts'
import { keepHeapSmall } from './small-heap.ts'

/** Exit code for what the person who starts it has to mend. */
const wrongUse = 2

const log = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))

try {
  const config = parseConfig(process.argv.slice(2), process.env)
  const server = await startServer({ config, warn: (what, detail) => log.warn({ detail }, what) })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)))
  }
  // After the signals: who reads this line may end the process at once.
  process.stdout.write(`Reelgraph is ready at ${server.address}\n`)
  keepHeapSmall()
  if (config.open) openBrowser(server.address)
} catch (thrown) {
  if (thrown instanceof CommanderError) process.exit(thrown.exitCode)
  const failure = toFailure(thrown)
  process.stderr.write(`${failure.message}\n`)
  if (failure.kind === 'bug') log.error(thrown)
  process.exit(failure.kind === 'bug' ? 1 : wrongUse)
}
