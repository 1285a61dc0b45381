/** Names on charts, from the glossary; an id that it does not know is printed in capitals. */
import type { Words } from '#src/i18n/words.ts'

/** An index, a currency or a commodity by its id. */
export function nameOfMarket(id: string, words: Words): string {
  return words.find(`glossary:markets.${id}`) ?? id.toUpperCase()
}

/** A sector by its id, with a capital letter. */
export function nameOfVenue(id: string, words: Words): string {
  return words.find(`glossary:venues.${id}`) ?? id
}

export function nameOfSector(id: string, words: Words): string {
  const name = words.find(`glossary:sectors.${id}`) ?? id.toUpperCase()
  // English sentences need it small, a row of its own begins with a capital.
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** `A、B`, `A, B`. */
export function listed(items: readonly string[], words: Words): string {
  return items.join(words.grammar.comma)
}

/** Whether a title has this ticker as a word of its own: the S of "S&P 500" is none, nor is an article. */
export function isNamed(symbol: string, title: string): boolean {
  if (symbol === 'A' || symbol === 'I') return false
  return new RegExp(`(?<![A-Za-z0-9$&])${RegExp.escape(symbol)}(?![A-Za-z0-9&])`).test(title)
}
