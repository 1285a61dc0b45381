/** Releases of the week, odds of the next rate decision, the shape of the US and Japan curves, dates ahead. */
import type { History } from '#src/market/history.ts'
import { type CalendarEntry, CURVES, type Curve } from '#src/market/macro.ts'
import type { Reading } from '#src/market/reading.ts'
import { DAY, type Day, dayOf, floorToDay, type Instant, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { CurveShape } from '#src/metrics/curve.ts'
import { defined } from './defined.ts'
import { readCurve } from './macro/curves.ts'
import { readFearGreed } from './macro/feargreed.ts'
import { readOdds } from './macro/odds.ts'
import { readReleases } from './macro/releases.ts'
import { createPublisher } from './publish.ts'

export type { CurveShape } from '#src/metrics/curve.ts'

export interface MacroRow {
  /** `payrolls_change`, `unemployment_rate`, `cpi_yoy` … */
  readonly series: string
  readonly period: string
  /** As released: thousand persons, percent. */
  readonly latest: number
  readonly previous?: number
  readonly unit: string
  readonly releasedAt: Instant
  /** Whether it was released inside the window. */
  readonly thisWeek: boolean
}

/** One quote of the odds of a cut. */
export interface OddsPoint {
  readonly at: Instant
  readonly cut: number
}

export interface OddsRow {
  readonly meeting: Day
  /** `polymarket`, `kalshi` … */
  readonly source: string
  readonly asOf: Instant
  /** Probabilities 0-1. */
  readonly cut?: number
  readonly hold?: number
  readonly hike?: number
  /** The same source's quote at the window's start, where it has one. */
  readonly cutWeekAgo?: number
  /** Its lowest and highest odds of a cut in the week, where they differ. */
  readonly low?: OddsPoint
  readonly high?: OddsPoint
}

export interface CurveRow {
  readonly curve: Curve
  /** 10-year less 2-year yield, percentage points. */
  readonly slope2s10s: number
  /** Change of that slope over the week, percentage points. */
  readonly weekChange: number
  readonly shape: CurveShape
  /** 10-year yield, percent, and its change in percentage points. */
  readonly tenYear: number
  readonly tenYearChange: number
  /** The 2-year likewise. */
  readonly twoYear: number
  readonly twoYearChange: number
  readonly dates: { readonly from: Day; readonly to: Day }
  /** All tenors of both dates, percent. */
  readonly points: readonly { readonly tenorYears: number; readonly now: number; readonly weekAgo: number }[]
}

export interface MacroReading {
  /** Latest release of each series known at the window's end and dated; newest first. */
  readonly releases: readonly MacroRow[]
  /** The next meeting after the window's end, one row a source, preferred source (polymarket) first. */
  readonly odds: readonly OddsRow[]
  readonly curves: readonly CurveRow[]
  /** Entries of the week after the window. */
  readonly ahead: readonly CalendarEntry[]
  /** The week's own holidays of the closed markets (`us`, `jp`). */
  readonly holidays: readonly CalendarEntry[]
  /** 0-100, dated inside the last two days of the window. */
  readonly fearGreed?: number
  /** The day that it is dated. */
  readonly fearGreedAt?: Instant
  readonly fearGreedWeekAgo?: number
}

/** Countries whose holidays close a market that we compare crypto with. */
const MARKETS_THAT_CLOSE = ['us', 'jp']

/**
 * What was known at the window's end. A release without a date is named as missing: it cannot be dated into a week.
 * Curves use the last date before each boundary, odds the last quote at or before the end.
 */
export function readMacro(history: History, week: Week): Reading<MacroReading> {
  const publisher = createPublisher('macro', week, {
    asOf: Math.min(week.end, history.now),
    sources: history.suppliers('macro'),
  })
  // A week that is not over has no last value yet, and an older one must not stand in for it.
  const ended = floorToDay(week.end) <= history.now
  const releases = readReleases(publisher, ended ? history.macro : [], week)
  const odds = readOdds(publisher, ended ? history.rateOdds : [], week)
  const curves = CURVES.flatMap((curve) => readCurve(publisher, history, week, curve, ended) ?? [])
  const mood = readFearGreed(publisher, history, week, ended)
  const monday = startOfDay(week.edition)
  return publisher.reading({
    releases,
    odds,
    curves,
    ahead: calendarBetween(history, monday, monday + 7 * DAY),
    holidays: calendarBetween(history, monday - 7 * DAY, monday).filter(
      ({ kind, country }) => kind === 'holiday' && MARKETS_THAT_CLOSE.includes(country),
    ),
    ...defined(mood),
  })
}

/** Entries dated `from <= date < to`, by date. */
function calendarBetween(history: History, from: Instant, to: Instant): CalendarEntry[] {
  const [first, end] = [dayOf(from), dayOf(to)]
  return history.calendar
    .filter(({ date }) => date >= first && date < end)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}
