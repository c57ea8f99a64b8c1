import { ZodError } from 'zod'
import { type Failure, toFailure, UserFailure } from '../workflows/failure.ts'

/** What was thrown while a request was read or answered, as a failure: what zod refuses, the person must mend. */
export function requestFailure(thrown: unknown): Failure {
  if (!(thrown instanceof ZodError)) return toFailure(thrown)
  const issue = thrown.issues[0]
  const values = { place: issue?.path.join('.') || '(top)', detail: issue?.message ?? 'unreadable' }
  return new UserFailure('request-invalid', values, { cause: thrown })
}
