/** What is read of releases, rate odds and yield curves. */
import type { CalendarEntry, Curve } from '#src/market/macro.ts'
import type { Day, Instant } from '#src/market/time.ts'
import type { CurveShape } from '#src/metrics/curve.ts'

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
  readonly points: readonly CurvePoint[]
  /** The slope a week before, percentage points; an edition that was frozen earlier has none. */
  readonly slopeWeekAgo?: number
}

/** Yields in percent a year. */
export interface CurvePoint {
  readonly tenorYears: number
  readonly now: number
  readonly weekAgo: number
  /** Basis points; an edition that was frozen earlier has none. */
  readonly changeBp?: number
}

export interface MacroReading {
  /** Latest release of each series known at the window's end and dated; newest first. */
  readonly releases: readonly MacroRow[]
  /** The next meeting after the window's end, one row a source, preferred source (polymarket) first. */
  readonly odds: readonly OddsRow[]
  readonly curves: readonly CurveRow[]
  /** The last day of each curve on record before the boundary, those among them that are too old to be in `curves`. */
  readonly curveEnds?: Readonly<Partial<Record<Curve, Day>>>
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
