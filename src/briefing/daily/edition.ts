/** A daily: what was unusual in the 24 hours to a 00:00 UTC, frozen before any language. */
import type { HistoryKind } from '#src/market/history.ts'
import type { Figure, MissingFigure } from '#src/market/reading.ts'
import type { Day, Instant } from '#src/market/time.ts'
import type { YenRate } from '#src/market/yen.ts'
import type { DayFact } from '#src/services/daily.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { HourBar } from '#src/services/sheet/hours.ts'
import type { Correction } from '../edition.ts'

/** What a daily states, and why: how far back it reaches, or where it stands in its year. */
export interface DayItem extends Omit<DayFact, 'extreme'> {
  readonly extreme: RankedExtreme
  readonly by: 'since' | 'place'
}

export interface DailyEdition {
  /** The day that it covers, from its 00:00 UTC to the next. */
  readonly day: Day
  readonly start: Instant
  readonly end: Instant
  /** 1, 2 …: a correction is a new revision. */
  readonly revision: number
  /** Twelve hex digits made from day, data, figures and rules. */
  readonly id: string
  readonly data: { readonly kind: HistoryKind; readonly name: string; readonly now: Instant }
  /** Tickers by id. */
  readonly symbols: Readonly<Record<string, string>>
  /** At most five, strongest first; none of an ordinary day. */
  readonly items: readonly DayItem[]
  /** Bitcoin's price and the total market cap with their changes, and what the items state, by published name. */
  readonly figures: Readonly<Record<string, Figure>>
  readonly missing: readonly MissingFigure[]
  /** Share of the series looked at that had a value of the day, 0-1. */
  readonly coverage: number
  /** The record is too short to say of any figure how unusual it is. */
  readonly short?: true
  readonly hours: readonly HourBar[]
  /** USD: bitcoin's close of the day before. */
  readonly opening?: number
  /** USD/JPY of the record at the end of the day. */
  readonly yen?: YenRate
  readonly correction?: Correction
}

/** A coin that a reader follows: USD at the end of the day, and its change over it, a fraction. */
export interface Followed {
  readonly symbol: string
  readonly end: number
  readonly change: number
}

/** `2025-11-23 r1 · 8f3a1c92d07e`. */
export function dailyLabel({ day, revision, id }: Pick<DailyEdition, 'day' | 'revision' | 'id'>): string {
  return `${day} r${revision} · ${id}`
}
