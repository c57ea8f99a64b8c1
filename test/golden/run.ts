import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { schedulerCaseSchema } from './scheduler-case.ts'
import { schedulersByClass } from './scheduler-files.ts'
import { judge, type Verdict } from './scheduler-verdict.ts'

/** `npm run golden -- <cases.json>…`: every case of the files, held to its own tolerance; exit code 1 if one is outside. */
const files = process.argv.slice(2)
if (files.length === 0) {
  console.error('Name one or more case files: npm run golden -- test/golden/scheduler-cases.json')
  process.exit(2)
}

const schedulers = await schedulersByClass()
const verdicts = files.flatMap((file) => casesOf(file).map((row, at) => verdictOf(row, at)))
for (const verdict of verdicts) console.log(line(verdict))
const failed = verdicts.filter(({ passed }) => !passed)
console.log(`${verdicts.length - failed.length} passed, ${failed.length} failed`)
process.exit(failed.length > 0 ? 1 : 0)

/** Ends the run with a plain sentence where a file is no list of cases. */
function casesOf(file: string): readonly unknown[] {
  try {
    return z.array(z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    const detail = cause instanceof z.ZodError ? 'it is not a list of cases' : String(cause)
    console.error(`${file} cannot be read: ${detail}`)
    process.exit(1)
  }
}

/** A row that cannot be read, or a solver that throws, is a failed case, not the end of the run. */
function verdictOf(row: unknown, at: number): Verdict {
  const given = schedulerCaseSchema.safeParse(row)
  if (!given.success) {
    return { id: `row ${at}`, passed: false, complaints: [z.prettifyError(given.error)] }
  }
  try {
    return judge(schedulers.get(given.data.scheduler), given.data)
  } catch (cause) {
    return { id: given.data.id, passed: false, complaints: [String(cause)] }
  }
}

function line({ id, passed, sum, mean, drift, complaints }: Verdict): string {
  const figures = sum === undefined ? '' : `  sum ${sum.toFixed(6)}  mean ${mean?.toFixed(9) ?? ''}`
  const path = drift === undefined ? '' : `  path ${drift.toExponential(1)}`
  return [
    `${passed ? 'pass' : 'FAIL'}  ${id}${figures}${path}`,
    ...complaints.map((each) => `      ${each}`),
  ].join('\n')
}
