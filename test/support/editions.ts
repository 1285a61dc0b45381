/** Editions of whole histories, for tests that read what a person would read. */
import { composeEdition, type Composition } from '#src/briefing/compose.ts'
import type { Length } from '#src/briefing/compose/look.ts'
import type { Edition } from '#src/briefing/edition.ts'
import { type MadeEdition, makeEdition } from '#src/editions/make.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import { lastWeekAt, weekEnding } from '#src/market/week.ts'

export { readAnew, readHistory, sampleFolder } from './histories.ts'

/** Closing Mondays from one to another, or to the last that the history covers. */
export function mondays(from: string, to: History | string, step = 1): string[] {
  const last = startOfDay(typeof to === 'string' ? to : lastWeekAt(to.now).edition)
  const days: string[] = []
  for (let day = startOfDay(from); day <= last; day += step * 7 * DAY) days.push(dayOf(day))
  return days
}

export function editionOf(history: History, monday: string, zone = 'UTC'): MadeEdition {
  return makeEdition(history, weekEnding(monday, zone))
}

/** The edition in one language. Both languages read one clock unless another is named, so that their times agree. */
export function composed(
  edition: Edition,
  locale: Locale,
  length: Length = 'text',
  clock = 'UTC',
): Composition {
  const words = createWords(locale, clock, edition.week.end)
  return composeEdition(edition, { words, theme: 'dark', colors: 'standard', length, charts: 10 })
}

/** Everything that a reader reads, line by line: title, window, bullets, paragraphs with their headings, footer. */
export function linesOf({ message }: Composition): string[] {
  return [
    message.title,
    ...(message.subtitle === undefined ? [] : [message.subtitle]),
    ...message.blocks.flatMap((block) =>
      block.kind === 'bullets'
        ? [...(block.heading === undefined ? [] : [block.heading]), ...block.items]
        : block.kind === 'paragraph'
          ? [...(block.heading === undefined ? [] : [block.heading]), ...block.text.trim().split('\n')]
          : [],
    ),
    ...message.footer,
  ]
}

/** Both tellings of an edition. */
export function bothLanguages(edition: Edition): Record<Locale, Composition> {
  const [ja, en] = LOCALES.map((locale) => composed(edition, locale)) as [Composition, Composition]
  return { ja, en }
}
