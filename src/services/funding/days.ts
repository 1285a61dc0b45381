/** One venue's funding by days: means of 24 hours, and where the last one stands in its year. */
import type { FundingPrints } from '#src/market/perpetual.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { meanFunding } from '#src/metrics/funding.ts'
import { MOST_DAYS } from '#src/metrics/levels.ts'
import { type Gap, gap } from '../publish.ts'
import { type YearRank, rankAmong } from '../year.ts'

/** A mean of less than half a day's settlements is not the day's. */
const LEAST_HOURS = 12

/** Fraction per 8 hours of the settlements in `(from, to]`, a day apart; undefined where too few are known. */
export function dailyMean(prints: FundingPrints, from: Instant, to: Instant): number | undefined {
  const mean = meanFunding(prints, from, to)
  return mean && mean.hours >= LEAST_HOURS ? mean.rate8h : undefined
}

/** The last 24 hours' mean among those of the year before them. */
export function dailyRank(prints: FundingPrints, end: Instant, venue: string): YearRank | Gap {
  const dayBefore = (days: number) => dailyMean(prints, end - (days + 1) * DAY, end - days * DAY)
  const now = dayBefore(0)
  if (now === undefined) return gap('gap', venue)
  const earlier = Array.from({ length: MOST_DAYS }, (_, index) => dayBefore(index + 1))
  return rankAmong(
    now,
    earlier.filter((mean) => mean !== undefined),
    venue,
  )
}
