/** Suppliers and venues by their proper names. */
import type { Words } from '#src/i18n/words.ts'

/** Each name once, joined as the language joins them: a bare list, or one within a sentence. */
export function listNames(
  sources: readonly string[],
  words: Words,
  within: 'list' | 'sentence' = 'list',
): string {
  const names = sources.map(
    (source) => words.find(`glossary:venues.${source}`) ?? words.find(`glossary:odds.${source}`) ?? source,
  )
  return words.grammar.list([...new Set(names)], within === 'sentence')
}
