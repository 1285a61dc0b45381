/** Suppliers and venues by their proper names. */
import type { Words } from '#src/i18n/words.ts'

/** Each name once, joined as the language joins them. */
export function listNames(sources: readonly string[], words: Words): string {
  const names = sources.map(
    (source) => words.find(`glossary:venues.${source}`) ?? words.find(`glossary:odds.${source}`) ?? source,
  )
  return [...new Set(names)].join(words.locale === 'ja' ? '、' : ', ')
}
