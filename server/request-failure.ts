import { ZodError } from 'zod'
import { type Failure, toFailure, UserFailure } from '../workflows/failure.ts'
import { issueValues } from '../workflows/schema-issue.ts'

/** What was thrown while a request was read or answered, as a failure: what zod refuses, the person must mend. */
export function requestFailure(thrown: unknown): Failure {
  if (!(thrown instanceof ZodError)) return toFailure(thrown)
  return new UserFailure('request-invalid', issueValues(thrown.issues[0]), { cause: thrown })
}
