/** The languages the app speaks. English is the one every text must have. */
export const locales = ['en', 'zh-CN'] as const
export type Locale = (typeof locales)[number]

/** One text in every language of the app. */
export type LocalText = Readonly<Record<Locale, string>>

/** A value a message may mention: `{count}` in its template. */
export type MessageValues = Readonly<Record<string, string | number>>
