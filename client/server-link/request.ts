import type { z } from 'zod'
import { type ApiError, apiErrorSchema } from '../../workflows/api.ts'
import { serverToken } from './token.ts'

/** The server said no, or could not be reached (`code` is then `server-unreachable`). */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly status: number
  readonly error: ApiError

  constructor(status: number, error: ApiError, cause?: unknown) {
    super(error.message, { cause })
    this.status = status
    this.error = error
  }
}

interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Sent as JSON; a `FormData` or a file is sent as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/**
 * One question to the server, its answer parsed.
 * @throws RequestError
 */
export async function request<Schema extends z.ZodType>(
  path: string,
  answer: Schema,
  options: RequestOptions = {},
): Promise<z.infer<Schema>> {
  const response = await send(path, options)
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  if (!response.ok) throw refused(response, body)
  return answer.parse(body)
}

const isRaw = (body: unknown): body is FormData | Blob => body instanceof FormData || body instanceof Blob

async function send(
  path: string,
  { method = 'GET', body, headers, signal }: RequestOptions,
): Promise<Response> {
  const token = serverToken()
  try {
    return await fetch(path, {
      method,
      signal,
      headers: {
        ...(body !== undefined && !isRaw(body) && { 'content-type': 'application/json' }),
        ...(body instanceof Blob && { 'content-type': 'application/octet-stream' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: body === undefined || isRaw(body) ? body : JSON.stringify(body),
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    const message = 'The server cannot be reached.'
    throw new RequestError(0, { code: 'server-unreachable', message, details: {} }, cause)
  }
}

function refused(response: Response, body: unknown): RequestError {
  const parsed = apiErrorSchema.safeParse(body)
  const error = parsed.success
    ? parsed.data
    : { code: 'server-answer', message: `${response.status} ${response.statusText}`, details: {} }
  return new RequestError(response.status, error)
}

/** Address of a file the browser fetches by itself (`<video src>`), where no header can be set. */
export function fileUrl(path: string): string {
  const token = serverToken()
  return token ? `${path}?token=${encodeURIComponent(token)}` : path
}
