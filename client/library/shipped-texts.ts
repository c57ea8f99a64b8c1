import type { WorkflowSummary } from '../../workflows/api.ts'
import type { Locale } from '../../workflows/text.ts'
import { speech, useSpeech } from '../language/language.ts'
import { useInstalled } from './installed-store.ts'

type Words = Readonly<Record<string, string>>
const dictionaries = new WeakMap<readonly WorkflowSummary[], Words>()

function dictionaryOf(examples: readonly WorkflowSummary[]): Words {
  const words = examples.map(({ translations }) => translations?.['zh-CN'])
  const made = dictionaries.get(examples) ?? (Object.assign({}, ...words) as Words)
  dictionaries.set(examples, made)
  return made
}

/**
 * A name, title or description as a person reads it. Workflows keep the words they were written in: those that came with
 * a template are told in the reader's language, all others as they are.
 */
export function shippedText(
  text: string,
  locale: Locale = speech().locale,
  { examples }: { readonly examples: readonly WorkflowSummary[] } = useInstalled.getState(),
): string {
  const words = dictionaryOf(examples)
  return locale === 'zh-CN' && Object.hasOwn(words, text) ? (words[text] ?? text) : text
}

/** {@link shippedText}, kept up to date. */
export function useShippedText(): (text: string) => string {
  const { locale } = useSpeech()
  const examples = useInstalled((state) => state.examples)
  return (text) => shippedText(text, locale, { examples })
}
