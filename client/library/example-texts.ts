import type { WorkflowSummary } from '../../workflows/api.ts'
import type { Locale } from '../../workflows/text.ts'

/** Name and description of a shipped example in the reader's language. */
export function exampleTexts(example: WorkflowSummary, locale: Locale) {
  const words = locale === 'en' ? undefined : example.translations?.[locale]
  return {
    name: words?.name ?? example.name,
    description: words?.description ?? example.description ?? '',
  }
}
