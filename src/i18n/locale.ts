/** The languages that the bot speaks, as equals. */

export const LOCALES = ['ja', 'en'] as const

export type Locale = (typeof LOCALES)[number]

/** For people whose language is none of them, or unknown. */
export const DEFAULT_LOCALE: Locale = 'en'

/** What `both` stands for, in this order. */
export const BOTH: readonly Locale[] = ['ja', 'en']

/** What a post may be stated in. */
export const POST_LANGUAGES = [...LOCALES, 'both'] as const

/** The language of a client's tag or a shell's locale (`ja-JP`, `ja_JP.UTF-8`); undefined where it is none of ours. */
export function localeOf(tag: string): Locale | undefined {
  const [language] = tag.toLowerCase().split(/[-_.]/u)
  return LOCALES.find((one) => one === language)
}

/** The first language of ours that a browser asks for (`accept-language`). */
export function localeIn(accepted: string | undefined): Locale {
  const tags = (accepted ?? '').split(',').map((one) => one.split(';')[0]?.trim() ?? '')
  return tags.map(localeOf).find((one) => one !== undefined) ?? DEFAULT_LOCALE
}
