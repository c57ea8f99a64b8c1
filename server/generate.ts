import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CommanderError } from 'commander'
import { toFailure, UserFailure } from '../workflows/failure.ts'
import { flatGraph } from '../workflows/subgraphs/expand-subgraphs.ts'
import { parseWorkflowText } from '../workflows/workflow-file.ts'
import { type GenerateArguments, parseGenerateArguments } from './command-line/arguments.ts'
import { makeProgress } from './command-line/progress.ts'
import { report } from './command-line/report.ts'
import { runOnce } from './command-line/run-once.ts'
import { seedValues } from './command-line/seed-values.ts'
import { writeFiles } from './command-line/write-files.ts'
import { type Core, createCore } from './core.ts'

/** `generate <file>`: a run without a browser, in the same queue and worker the server has. */
const exitCodes = { succeeded: 0, failed: 1, wrong: 2, cancelled: 130 } as const

process.exitCode = await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<number> {
  let json = argv.includes('--json')
  try {
    const given = parseGenerateArguments(argv)
    json = given.json
    return await generate(given)
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode
    const failure = toFailure(thrown)
    report({ json, outcome: 'failed', failure: failure.toData() })
    return failure.kind === 'user' ? exitCodes.wrong : exitCodes.failed
  }
}

async function generate(given: GenerateArguments): Promise<number> {
  const workflow = parseWorkflowText(await readWorkflow(given.file))
  const temporary = given.data === undefined ? await mkdtemp(path.join(tmpdir(), 'reelgraph-')) : undefined
  const core = await createCore({
    ...given,
    device: [given.device],
    data: given.data ?? temporary ?? '',
    now: Date.now,
    resumes: false,
    warn: (what, detail) => process.stderr.write(`${what} ${detail}\n`),
  })
  try {
    const set = { ...seedValues(workflow, core.catalog, given.seed), ...given.set }
    return await runAndWrite(core, given, { workflow, set })
  } finally {
    await core.close()
    if (temporary) await rm(temporary, { recursive: true, force: true })
  }
}

type Request = Parameters<typeof runOnce>[0]['request']

async function runAndWrite(core: Core, { json, out }: GenerateArguments, request: Request): Promise<number> {
  const progress = makeProgress(json ? { write: () => undefined } : process.stdout, Date.now)
  const outcome = await runOnce({ core, request, progress, onQueued: cancelOnInterrupt })
  if (outcome.kind === 'refused') {
    report({ json, outcome: 'refused', problems: outcome.problems })
    return exitCodes.wrong
  }
  const { view, job, problems } = outcome
  const order = Object.keys(flatGraph(job.workflow).nodes)
  const pathOf = (id: string) => core.assets.pathOf(id)
  const files = view.outcome === 'succeeded' ? await writeFiles({ view, order, pathOf, out }) : []
  report({ json, outcome: view.outcome ?? 'failed', view, failure: view.failure, files, problems })
  return exitCodes[view.outcome ?? 'failed']
}

/** The first Ctrl-C stops the run at its next step, the second one stops at once. */
function cancelOnInterrupt(cancel: () => void): void {
  process.once('SIGINT', () => {
    process.once('SIGINT', () => process.exit(exitCodes.cancelled))
    cancel()
  })
}

async function readWorkflow(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    const detail = isMissing ? 'there is no such file' : (cause as Error).message
    throw new UserFailure('argument-invalid', { argument: file, detail }, { cause })
  }
}
