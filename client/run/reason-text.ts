import type { RunReason } from '../../workflows/execution-event.ts'
import type { Speech } from '../language/language.ts'

/** Why a node ran or was reused. */
export function reasonText({ code, values }: RunReason, { t }: Speech): string {
  const named = code === 'param-changed' || code === 'input-changed'
  const name = values.param ?? values.port ?? values.input ?? values.name
  if (named && name !== undefined) return t(`run.reason-${code}-named`, { name })
  return t(`run.reason-${code}`)
}
