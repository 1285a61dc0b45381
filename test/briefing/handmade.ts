/** Hand-made readings, and what a section makes of them in both languages. */
import type { Section, Statement } from '#src/briefing/section.ts'
import { createWords } from '#src/i18n/words.ts'
import type { BesideTopics, MissingFigure, Reading } from '#src/market/reading.ts'
import type { Topic } from '#src/market/topic.ts'
import { weekEnding } from '#src/market/week.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'

export const week = weekEnding('2025-11-24')
export const ja = createWords('ja', 'Asia/Tokyo', week.end)
export const en = createWords('en', 'UTC', week.end)

/** A reading of the week to 24 November 2025. */
export function readingOf<V>(
  topic: Topic | BesideTopics,
  value: V,
  missing: readonly MissingFigure[] = [],
): Reading<V> {
  return { topic, week, asOf: week.end, sources: [], value, figures: {}, missing }
}

/** An entry of the ledger, of a record that begins on 2 January 2025. */
export function entry(
  known: Pick<RankedExtreme, 'series' | 'kind' | 'at'> & Partial<RankedExtreme>,
): RankedExtreme {
  return {
    group: 'cross',
    value: 1,
    unit: 'count',
    span: 0,
    scope: 'boundary',
    since: Date.parse('2025-05-07'),
    equal: false,
    recordStart: Date.parse('2025-01-02'),
    weeks: 20,
    evidence: { sources: [] },
    salience: 0.5,
    ...known,
  }
}

/** Which statements a section makes: `level`, `week` … */
export function keysOf(section: Section): string[] {
  return section.statements.map(({ key }) => key.replace(/^[^.]+\./, ''))
}

/** The statement of a section by the end of its key. Throws where there is none. */
export function statementOf(section: Section, key: string): Statement {
  const found = section.statements.find((one) => one.key.endsWith(`.${key}`))
  if (found === undefined) throw new Error(`${section.name} says ${keysOf(section).join(', ')}, not ${key}`)
  return found
}

/**
 * A statement's sentence in Japanese and English. Tests hold its figures and the words that a rule chose; how it reads
 * is kept by the golden recap.
 */
export function textsOf({ key, values }: Statement, part: 'text' | 'title' = 'text'): (string | undefined)[] {
  return [ja.find(`${key}.${part}`, values), en.find(`${key}.${part}`, values)]
}
