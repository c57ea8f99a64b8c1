import { type MessageCode, messageText } from '../workflows/messages.ts'
import type { Fix, Problem } from '../workflows/problem.ts'
import type { MessageValues } from '../workflows/text.ts'

interface ProblemOptions {
  readonly level?: Problem['level']
  readonly node?: string
  readonly port?: string
  readonly fixes?: Fix[]
}

/** A problem of the graph, an error unless said otherwise. */
export function problem(
  code: MessageCode,
  values: MessageValues = {},
  { level = 'error', node, port, fixes = [] }: ProblemOptions = {},
): Problem {
  return { level, code, values: { ...values }, message: messageText(code, values, 'en'), node, port, fixes }
}
