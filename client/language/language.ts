import i18next from 'i18next'
import { useSyncExternalStore } from 'react'
import { messageText } from '../../workflows/messages.ts'
import { type Locale, locales, type LocalText, type MessageValues } from '../../workflows/text.ts'
import { type TextKey, texts } from './texts.ts'

const storageKey = 'reelgraph.locale'

/** A problem or a failure as it travels: code + values, and its English wording. */
export interface Message {
  readonly code: string
  readonly values?: MessageValues
  readonly message: string
}

export interface Speech {
  readonly locale: Locale
  /** A text of the editor itself. */
  readonly t: (key: TextKey, values?: MessageValues) => string
  /** A text that came with a definition. */
  readonly local: (text: LocalText) => string
  readonly message: (message: Message) => string
}

function resourcesOf(locale: Locale): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]: [string, LocalText]) => [key, text[locale]]),
  )
}

function startLocale(): Locale {
  const kept = localStorage.getItem(storageKey)
  if (locales.includes(kept as Locale)) return kept as Locale
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en'
}

export async function startLanguage(): Promise<void> {
  const resources = Object.fromEntries(
    locales.map((locale) => [locale, { translation: resourcesOf(locale) }]),
  )
  await i18next.init({
    lng: startLocale(),
    fallbackLng: 'en',
    resources,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  })
  document.documentElement.lang = i18next.language
}

export async function chooseLanguage(locale: Locale): Promise<void> {
  localStorage.setItem(storageKey, locale)
  document.documentElement.lang = locale
  await i18next.changeLanguage(locale)
}

function speechIn(locale: Locale): Speech {
  const plain = new Map<TextKey, string>()
  return {
    locale,
    t: (key, values) => {
      if (values) return i18next.t(key, { lng: locale, ...values })
      // A card asks for a dozen texts, and a graph has hundreds of cards.
      const text = plain.get(key) ?? i18next.t(key, { lng: locale })
      plain.set(key, text)
      return text
    },
    local: (text) => text[locale],
    message: ({ code, values = {}, message }) => {
      const worded = messageText(code, values, locale)
      return worded === code ? message : worded
    },
  }
}

const speeches = new Map<Locale, Speech>()

/** For code outside of components; components use {@link useSpeech}. */
export function speech(): Speech {
  const locale = i18next.language as Locale
  const made = speeches.get(locale) ?? speechIn(locale)
  speeches.set(locale, made)
  return made
}

function listen(changed: () => void): () => void {
  i18next.on('languageChanged', changed)
  return () => i18next.off('languageChanged', changed)
}

export const useSpeech = (): Speech => useSyncExternalStore(listen, speech)
