import type { FailureData } from '../../workflows/failure.ts'
import type { Problem } from '../../workflows/problem.ts'
import type { RunView } from '../../workflows/run-view.ts'
import type { WrittenFile } from './write-files.ts'

export interface Report {
  readonly json: boolean
  readonly outcome: 'succeeded' | 'failed' | 'cancelled' | 'refused'
  readonly view?: RunView
  readonly failure?: FailureData
  readonly problems?: readonly Problem[]
  readonly files?: readonly WrittenFile[]
}

/** The last word of the command: one JSON object for machines, sentences for people (mistakes on stderr). */
export function report(result: Report): void {
  if (result.json) process.stdout.write(`${JSON.stringify(asJson(result))}\n`)
  else speak(result)
}

function asJson({ outcome, view, failure, problems = [], files = [] }: Report) {
  const { runId, device, startedAt, endedAt } = view ?? {}
  const durationMs = startedAt !== undefined && endedAt !== undefined ? endedAt - startedAt : undefined
  return { outcome, runId, device, durationMs, files, failure, problems }
}

function speak({ outcome, failure, problems = [], files = [] }: Report): void {
  for (const found of problems) process.stderr.write(`${problemLine(found)}\n`)
  if (failure) process.stderr.write(`${placed(failure)}\n`)
  if (outcome === 'cancelled') process.stderr.write('cancelled\n')
  for (const { path } of files) process.stdout.write(`${path}\n`)
}

function problemLine(found: Problem): string {
  return found.level === 'warning' ? `warning: ${placed(found)}` : placed(found)
}

function placed({ node, port, message }: Pick<Problem, 'node' | 'port' | 'message'>): string {
  const place = [node, port].filter((part) => part !== undefined).join('.')
  return place ? `${place}: ${message}` : message
}
