/** Facts from outside crypto: releases, odds of rate decisions, yield curves, dates to come. */
import type { Day, Instant } from './time.ts'

export interface MacroRelease {
  /** `payrolls_change`, `unemployment_rate`, `cpi_yoy`, `uk_cpi_yoy` … */
  readonly series: string
  /** What it measures: `2025-10`, or a date. */
  readonly period: string
  /** As released: payrolls_change in thousand persons, rates in percent. */
  readonly value: number
  readonly unit: string
  /** Undefined where no source dates it: then it may not be reported as news of a week. */
  readonly releasedAt?: Instant
}

export type RateOutcome = 'cut' | 'hold' | 'hike'

export const RATE_OUTCOMES = ['cut', 'hold', 'hike'] as const satisfies readonly RateOutcome[]

/** One quote of a prediction market (or of our own calculation) on a meeting of the Federal Reserve. */
export interface RateOdds {
  readonly time: Instant
  readonly source: string
  /** Day of the decision. */
  readonly meeting: Day
  readonly outcome: RateOutcome
  /** 0 to 1. */
  readonly probability: number
}

export type Curve = 'ust' | 'jgb'

export const CURVES = ['ust', 'jgb'] as const satisfies readonly Curve[]

export type CalendarKind = 'holiday' | 'release' | 'meeting' | 'event'

export const CALENDAR_KINDS = [
  'holiday',
  'release',
  'meeting',
  'event',
] as const satisfies readonly CalendarKind[]

export interface CalendarEntry {
  readonly date: Day
  /** ISO 3166 letters, lower-case as in the file: `us`, `jp`. */
  readonly country: string
  readonly kind: CalendarKind
  readonly nameEn: string
  readonly nameJa: string
}
