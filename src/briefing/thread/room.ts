/** Whether sentences fit into the few characters that a phone shows, in every language. */
import { grammarOf } from '#src/i18n/grammar.ts'
import type { Grammar } from '#src/i18n/grammar/grammar.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { Week } from '#src/market/week.ts'
import type { Statement } from '../section.ts'

export interface Room {
  /** Characters of all sentences together. */
  limit(grammar: Grammar): number
  /** What stands between two sentences. */
  joint(grammar: Grammar): string
  /** Whether times of day are stated in the zone that the language's readers live by, not in UTC. */
  readonly inOwnZone: boolean
}

/** Each sentence is measured once, as candidates are tried beside the same ones. */
export function createRoom(
  week: Week,
  { limit, joint, inOwnZone }: Room,
): (lines: readonly Statement[]) => boolean {
  const languages = LOCALES.map((locale) => ({
    words: createWords(locale, inOwnZone ? grammarOf(locale).zone : 'UTC', week.end),
    measured: new Map<Statement, number>(),
  }))
  return (lines) =>
    languages.every(({ words, measured }) => {
      let total = joint(words.grammar).length * Math.max(0, lines.length - 1)
      for (const line of lines) {
        const length = measured.get(line) ?? lengthOf(line, words)
        measured.set(line, length)
        total += length
      }
      return total <= limit(words.grammar)
    })
}

function lengthOf({ key, values }: Statement, words: Words): number {
  return [...(words.find(`${key}.text`, values) ?? '')].length
}
