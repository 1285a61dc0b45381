/** The glossary: terms of the field in both languages, found by id or by what either language calls them. */
import type { Block } from '#src/chat/message.ts'
import type { TermKey } from '#src/i18n/keys.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { SENTENCES } from '#src/i18n/sentences.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import { TOPICS } from '#src/market/topic.ts'

export type Term = TermKey

/** Every term of the glossary; the topics first, by their command's name. */
export const TERMS = [
  ...new Set<string>([...TOPICS, ...Object.keys(SENTENCES.en.glossary.terms ?? {})]),
] as readonly Term[]

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

/**
 * What people type for a term beside its name, in any language: short forms, kana, other words of the trade. They are
 * compared without case, width, spaces and dots.
 */
export function aliasesOfTerm(term: Term): readonly string[] {
  return ALIASES.get(term) ?? []
}

const dictionaries = LOCALES.map((locale) => createWords(locale, 'UTC', 0))
const ALIASES: ReadonlyMap<Term, readonly string[]> = new Map(
  TERMS.map((term) => [
    term,
    dictionaries.flatMap((words) => words.say(`glossary:terms.${term}.aliases`).split(/[,、]/u)),
  ]),
)

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
