/** The sentences of a language as they are written, by dotted key. */
import type { Locale } from '#src/i18n/locale.ts'
import { type Area, SENTENCES } from '#src/i18n/sentences.ts'

/** Every sentence of one area: `funding.level.text`. */
export function sentencesOf(locale: Locale, area: Area): ReadonlyMap<string, string> {
  return new Map(flatten(SENTENCES[locale][area]))
}

function flatten(node: object, prefix = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value as object, `${prefix}${key}.`),
  )
}
