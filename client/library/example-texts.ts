import type { WorkflowSummary } from '../../workflows/api.ts'
import type { Locale } from '../../workflows/text.ts'

/** Name and description of a shipped example in the reader's language. */
export function exampleTexts(example: WorkflowSummary, locale: Locale) {
  const { name, description = '', translations } = example
  const words = locale === 'en' ? undefined : translations?.[locale]
  return { name: words?.[name] ?? name, description: words?.[description] ?? description }
}

/** What to begin with comes first, in this order; the rest as the server lists it. */
const beginnings = ['text-to-video', 'image-to-video', 'two-shots', 'text-to-image', 'first-and-last-frame']

export function beginningsFirst(examples: readonly WorkflowSummary[]): readonly WorkflowSummary[] {
  const rank = ({ id }: WorkflowSummary) =>
    beginnings.includes(id) ? beginnings.indexOf(id) : beginnings.length
  return [...examples].sort((a, b) => rank(a) - rank(b))
}
