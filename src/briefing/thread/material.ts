/** What a thread is made from: one edition's readings and entries, and what the editions before it stated. */
import type { Week } from '#src/market/week.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Readings } from '#src/services/index.ts'
import { extremeIdOf, isPublishable } from '../extremes.ts'
import type { EditionMemory } from '../memory.ts'
import type { Statement, ThreadStatementKey } from '../section.ts'
import type { Values } from '#src/i18n/words.ts'
import type { SymbolOf } from './entries.ts'
import { evidenceOf } from './entries.ts'

export interface ThreadMaterial {
  readonly week: Week
  readonly readings: Readings
  /** Strongest first; withheld ones are never stated. */
  readonly extremes: readonly RankedExtreme[]
  readonly symbolOf: SymbolOf
  /** Newest first. */
  readonly earlier: readonly EditionMemory[]
  /** Nothing of crypto stood out. */
  readonly quiet: boolean
  /** Whether an entry may make the headline: no series and no group leads too often. */
  readonly mayLead: (entry: RankedExtreme) => boolean
}

/** From here on an entry may make the headline, the summary and the timeline, or its own section. */
export const HEADLINE_BAR = 0.55
export const SUMMARY_BAR = 0.45
export const SECTION_BAR = 0.3

/** A line of the thread that rests on entries of the ledger. */
export function lineOf(
  key: ThreadStatementKey,
  values: Values,
  entries: readonly RankedExtreme[] = [],
  evidence: Statement['evidence'] = {},
): Statement {
  const [first] = entries
  return {
    key,
    values,
    evidence: { ...(first && evidenceOf(first)), ...evidence },
    salience: Math.max(0, ...entries.map((entry) => entry.salience)),
    extremes: entries.map(extremeIdOf),
  }
}

/**
 * What sections state with figures of their own: coins of open interest hang on the hour of their reading, gaps, medians
 * and correlations on their members.
 */
const IN_SECTIONS = /^openinterest\.[^.]+\.coins$|^cross\.crypto\.gap$|^breadth\.(?!rising$)/u

/**
 * Without the day moves of a market whose week went the other way and further: a day's rise of oil is no news of a week
 * in which it fell three times as much.
 */
export function withoutCounterDays(
  extremes: readonly RankedExtreme[],
  readings: Readings,
): readonly RankedExtreme[] {
  const weeks = new Map(readings.assets.value.rows.map((row) => [row.id, row.weekReturn]))
  return extremes.filter(({ series, value }) => {
    const [group, market = '', tail] = series.split('.')
    const week = group === 'cross' && tail === 'dayReturn' ? weeks.get(market) : undefined
    return week === undefined || Math.sign(week) === Math.sign(value) || Math.abs(week) < Math.abs(value)
  })
}

/** Entries that the thread may state, strongest first. */
export function publishable(extremes: readonly RankedExtreme[]): RankedExtreme[] {
  return extremes.filter((entry) => isPublishable(entry) && !IN_SECTIONS.test(entry.series))
}
