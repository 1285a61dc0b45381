/** The languages that the bot speaks, as equals. */

export const LOCALES = ['ja', 'en'] as const

export type Locale = (typeof LOCALES)[number]

/** What a post may be told in: one of them, or all in this order. */
export const POST_LANGUAGES = [...LOCALES, 'both'] as const
