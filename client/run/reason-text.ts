import type { RunReason } from '../../workflows/execution-event.ts'
import { reasonText as wordReason } from '../../workflows/reason-text.ts'
import type { Speech } from '../language/language.ts'

/** Why a node ran or was reused, in the reader's language. */
export function reasonText(reason: RunReason, { locale }: Speech): string {
  return wordReason(reason, locale)
}
