import { stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Command, CommanderError } from 'commander'
import { toFailure, UserFailure } from '../workflows/failure.ts'
import { readCarried, workflowInFile } from './file-workflow.ts'
import { withoutTexts } from './file-without-texts.ts'

/**
 * `npm run inspect -- file`: prints how a file was made, exit code 1 when it carries no workflow; `--strip` writes a
 * copy that does not tell.
 */
process.exitCode = await main(process.argv.slice(2))

interface Options {
  readonly workflow?: boolean
  readonly strip?: string
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    const { file, options } = read(argv)
    await stat(file).catch((cause: unknown) => {
      throw new UserFailure('file-unreadable', { file }, { cause })
    })
    if (options.strip !== undefined) await strip(file, options.strip)
    else if (options.workflow)
      print((await workflowInFile({ path: file, name: path.basename(file) })).workflow)
    else return await tell(file)
    return 0
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode
    const failure = toFailure(thrown)
    process.stderr.write(`${failure.message}\n`)
    const isWrongUse = failure.kind === 'user' && failure.code !== 'workflow-not-in-file'
    return isWrongUse ? 2 : 1
  }
}

function read(argv: readonly string[]): { file: string; options: Options } {
  const command = new Command('inspect')
    .description('Prints the workflow, ComfyUI graphs and notes a picture, film or zip carries, as JSON.')
    .argument('<file>', 'PNG, WebP, JPEG, GIF, AVIF, MP4, MOV, WebM, FLAC, zip …')
    .option('--workflow', 'only the workflow, as a *.workflow.json file')
    .option('--strip <copy>', 'writes a copy without any of it')
    .exitOverride()
  command.parse([...argv], { from: 'user' })
  return { file: command.args[0] ?? '', options: command.opts<Options>() }
}

/** Also what other tools wrote in words, before it says that there is no workflow. */
async function tell(file: string): Promise<number> {
  const carried = await readCarried({ path: file })
  const { workflow, comfyWorkflow, comfyPrompt, notes, isMadeByModel } = carried
  const hasWorkflow = [workflow, comfyWorkflow, comfyPrompt].some((graph) => graph !== undefined)
  if (hasWorkflow || isMadeByModel || Object.keys(notes).length > 0) print(carried)
  if (hasWorkflow) return 0
  throw new UserFailure('workflow-not-in-file', { name: path.basename(file) })
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)
}

/** Never over the file itself. */
async function strip(file: string, copy: string): Promise<void> {
  if (path.resolve(file) === path.resolve(copy))
    throw new UserFailure('argument-invalid', { argument: '--strip', detail: 'name another file' })
  const bytes = await withoutTexts(file, copy)
  if (bytes) await writeFile(copy, bytes)
  process.stdout.write(`${path.resolve(copy)}\n`)
}
