/** The glossary: terms of the field in both languages, found by id or by what either language calls them. */
import type { Block } from '#src/chat/message.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'

/** Every term; the topics first, by their command's name. A test holds the list against `glossary.json`. */
export const TERMS = [
  'funding',
  'openinterest',
  'volatility',
  'assets',
  'marketcap',
  'sectors',
  'correlation',
  'volume',
  'macro',
  'movers',
  'price',
  'chart',
  'compare',
  'positioning',
  'perpetual',
  'spot',
  'annualized',
  'settlement',
  'streak',
  'percentile',
  'drawdown',
  'quadrant',
  'leverage',
  'liquidation',
  'implied',
  'breadth',
  'median',
  'top30',
  'dominance',
  'roundlevel',
  'yieldcurve',
  'odds',
  'payrolls',
  'feargreed',
  'coverage',
] as const

export type Term = (typeof TERMS)[number]

/** What a term is called in a language. */
export function nameOfTerm(term: Term, words: Words): string {
  return words.say(`glossary:terms.${term}.name`)
}

/** Names in both languages, the reader's first. */
export function namesOfTerm(term: Term, words: Words): string[] {
  const others = LOCALES.filter((locale) => locale !== words.locale)
  const spoken = [
    words,
    ...others.map((locale) => createWords(locale, words.clock, words.reference, words.money)),
  ]
  return spoken.map((one) => nameOfTerm(term, one))
}

/** The term's entry: what it is, how it is computed, how to read it, and an example. */
export function formatTerm(term: Term, words: Words): Block[] {
  const heading = (part: 'formula' | 'reading' | 'example') => words.say(`commands:explain.headings.${part}`)
  return [
    { kind: 'paragraph', text: words.say(`glossary:terms.${term}.definition`) },
    { kind: 'paragraph', heading: heading('formula'), text: words.say(`glossary:terms.${term}.formula`) },
    { kind: 'paragraph', heading: heading('reading'), text: words.say(`glossary:terms.${term}.reading`) },
    { kind: 'paragraph', heading: heading('example'), text: words.say(`glossary:terms.${term}.example`) },
  ]
}
