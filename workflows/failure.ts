import { z } from 'zod'
import { type MessageCode, messageText } from './messages.ts'
import type { MessageValues } from './text.ts'

/** Who must act: the person (`user`), the surroundings (`operational`, a retry may help), we (`bug`). */
export type FailureKind = 'user' | 'operational' | 'bug'

/** Where in the graph it went wrong. */
export interface FailurePlace {
  readonly node?: string
  readonly port?: string
}

interface FailureOptions extends FailurePlace {
  readonly cause?: unknown
}

/** A failure as data: code + values, worded in the reader's language by `messageText`. */
export const failureSchema = z.object({
  kind: z.enum(['user', 'operational', 'bug']),
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** English wording, for logs and for readers without the catalogue. */
  message: z.string(),
  node: z.string().optional(),
  port: z.string().optional(),
})
export type FailureData = z.infer<typeof failureSchema>

/** The base of the three kinds; throw one of them, not this. */
export abstract class Failure extends Error {
  abstract readonly kind: FailureKind
  readonly code: MessageCode
  readonly values: MessageValues
  readonly place: FailurePlace

  constructor(code: MessageCode, values: MessageValues = {}, { cause, node, port }: FailureOptions = {}) {
    super(messageText(code, values, 'en'), { cause })
    this.code = code
    this.values = values
    this.place = { node, port }
  }

  toData(): FailureData {
    const { kind, code, values, message, place } = this
    return { kind, code, values: { ...values }, message, ...place }
  }
}

/** The person must act: wrong input, wrong graph. */
export class UserFailure extends Failure {
  override readonly name = 'UserFailure'
  readonly kind = 'user'
}

/** The surroundings must act: a missing file, a full disk, a dead worker. Trying again may help. */
export class OperationalFailure extends Failure {
  override readonly name = 'OperationalFailure'
  readonly kind = 'operational'
}

/** We must act: something that should be impossible. */
export class BugFailure extends Failure {
  override readonly name = 'BugFailure'
  readonly kind = 'bug'
}

/** Any thrown value as a failure; what is not one of ours is a bug whose cause is kept. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return new BugFailure('unexpected', { detail }, { cause: thrown })
}
