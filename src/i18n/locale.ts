/** The languages that the bot speaks, as equals. */

export const LOCALES = ['ja', 'en'] as const

export type Locale = (typeof LOCALES)[number]
