import type { ErrorRequestHandler, Response } from 'express'
import { MulterError } from 'multer'
import type { ApiError } from '../../workflows/api.ts'
import { type Failure, UserFailure } from '../../workflows/failure.ts'
import type { Problem } from '../../workflows/problem.ts'
import { byteLengthText } from '../byte-length.ts'
import { requestFailure } from '../request-failure.ts'

/** Status of the failures that are not a plain 400. */
const statusByCode: Readonly<Record<string, number>> = {
  'not-found': 404,
  'asset-missing': 404,
  'asset-without-picture': 404,
  'asset-in-use': 409,
  'upload-offset-wrong': 409,
  'upload-too-long': 413,
  'workflow-not-in-file': 422,
  'bundle-unreadable': 422,
  'media-not-sound': 422,
  'token-needed': 401,
  'origin-refused': 403,
  'revision-conflict': 409,
  'subgraph-published-meanwhile': 409,
  'run-over': 409,
  'run-not-over': 409,
  'run-not-waiting': 409,
  'place-unknown': 409,
  'fork-nothing-kept': 409,
  'fork-step-not-kept': 409,
  'disk-full': 507,
  'revision-needed': 428,
  'request-too-large': 413,
  'media-empty': 422,
  'media-not-image': 422,
  'media-not-video': 422,
}

/** Problems that are errors keep a run from starting: 422 with each at its node and port. */
export function isRefused(
  response: Response,
  { problems }: { readonly problems: readonly Problem[] },
): boolean {
  const refused = problems.some(({ level }) => level === 'error')
  if (refused) sendProblems(response, problems)
  return refused
}

function sendProblems(response: Response, problems: readonly Problem[]): void {
  const first = problems.find(({ level }) => level === 'error') ?? problems[0]
  const error: ApiError = {
    code: first?.code ?? 'request-invalid',
    message: first?.message ?? '',
    details: { values: first?.values, problems: [...problems] },
  }
  response.status(422).json(error)
}

export function apiError({ code, values, message }: Failure): ApiError {
  return { code, message, details: { values: { ...values } } }
}

interface ErrorHandlerOptions {
  readonly uploadLimit: number
  /** Told of what is our mistake. */
  readonly warn: (what: string, detail: string) => void
}

/** The one place where what was thrown becomes an answer. */
export function errorHandler({ uploadLimit, warn }: ErrorHandlerOptions): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  // eslint-disable-next-line max-params
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown)
      return
    }
    const failure = translate(thrown, uploadLimit)
    if (failure.kind === 'bug') warn(`${request.method} ${request.path}`, stackOf(thrown))
    // An unsatisfiable range must answer with the file's length: `Content-Range: bytes */123`.
    if (isHttpError(thrown) && thrown.headers) response.set(thrown.headers)
    response.status(statusOf(failure, thrown)).json(apiError(failure))
  }
}

function statusOf({ code, kind }: Failure, thrown: unknown): number {
  if (code === 'request-invalid' && isHttpError(thrown)) return thrown.status
  return statusByCode[code] ?? (kind === 'user' ? 400 : kind === 'operational' ? 503 : 500)
}

function translate(thrown: unknown, uploadLimit: number): Failure {
  if (thrown instanceof MulterError) {
    if (thrown.code === 'LIMIT_FILE_SIZE') return tooLarge(uploadLimit)
    return new UserFailure('request-invalid', { place: thrown.field ?? 'file', detail: thrown.message })
  }
  if (isHttpError(thrown)) {
    if (thrown.type === 'entity.too.large') return tooLarge(thrown.limit ?? 0)
    if (thrown.status < 500)
      return new UserFailure('request-invalid', { place: '(request)', detail: thrown.message })
  }
  return requestFailure(thrown)
}

function tooLarge(limit: number): UserFailure {
  return new UserFailure('request-too-large', { limit: byteLengthText(limit) })
}

/** Errors of Express, its body parser and its file sender. */
interface HttpError extends Error {
  readonly status: number
  readonly type?: string
  readonly limit?: number
  readonly headers?: Readonly<Record<string, string>>
}

function isHttpError(thrown: unknown): thrown is HttpError {
  return thrown instanceof Error && 'status' in thrown && typeof thrown.status === 'number'
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
}
