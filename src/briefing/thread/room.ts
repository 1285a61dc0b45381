/** Whether sentences fit into the few characters that a phone shows, in every language. */
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { Week } from '#src/market/week.ts'
import type { Statement } from '../section.ts'

export interface Room {
  /** Characters of all sentences together. */
  readonly limits: Readonly<Record<Locale, number>>
  /** Characters between two sentences. */
  readonly joint: Readonly<Record<Locale, number>>
  /** The zone of the reader's clock. */
  readonly clock: Readonly<Record<Locale, string>>
}

/** Each sentence is measured once, as candidates are tried beside the same ones. */
export function createRoom(
  week: Week,
  { limits, joint, clock }: Room,
): (lines: readonly Statement[]) => boolean {
  const languages = LOCALES.map((locale) => ({
    locale,
    words: createWords(locale, clock[locale], week.end),
    measured: new Map<Statement, number>(),
  }))
  return (lines) =>
    languages.every(({ locale, words, measured }) => {
      let total = joint[locale] * Math.max(0, lines.length - 1)
      for (const line of lines) {
        const length = measured.get(line) ?? lengthOf(line, words)
        measured.set(line, length)
        total += length
      }
      return total <= limits[locale]
    })
}

function lengthOf({ key, values }: Statement, words: Words): number {
  return [...(words.find(`${key}.text`, values) ?? '')].length
}
