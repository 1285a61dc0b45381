/** One venue's funding by days that are over, and the day that is not. */
import type { FundingPrints } from '#src/market/perpetual.ts'
import { type Point, type Series, seriesOf } from '#src/market/series.ts'
import { DAY, type Day, dayOf, floorToDay, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { lastSettled, meanFunding, SETTLEMENT_SLACK } from '#src/metrics/funding.ts'
import { MOST_DAYS } from '#src/metrics/levels.ts'
import { changeBetween } from '#src/metrics/weekchanges.ts'
import { gap } from '../publish.ts'
import { type SheetRow, sheetRow, staleRow } from '../sheet/row.ts'
import { dailyMean } from './days.ts'

/** A day is over where its settlements pay for so many of its 24 hours. */
const FULL_HOURS = 23
const DRAWN_DAYS = 90

export interface VenueDays {
  readonly venue: string
  /** Hours from one settlement to the next, at the last one. */
  readonly intervalHours: number
  /** Daily means, fractions per 8 hours, up to 90 days in a recap, dated by the 00:00 UTC that begins them; the day under way is the last. */
  readonly days: readonly Point[]
  /** The last day that is over. */
  readonly lastFull?: Day
  /** The last drawn day where it is not over, and its last settlement. */
  readonly partial?: { readonly day: Day; readonly until: Instant }
}

/** From the first to the end of the last day that is drawn. */
export function venueSpan(week: Week): readonly [from: Instant, to: Instant] {
  const midnight = floorToDay(week.end)
  return [midnight - DRAWN_DAYS * DAY, midnight]
}

/** So many days up to the week's end, or to the last 00:00 UTC before it. */
export function venueDays(
  venue: string,
  intervalHours: number,
  prints: FundingPrints,
  week: Week,
  count = DRAWN_DAYS,
): VenueDays {
  const midnight = floorToDay(week.end)
  const points = Array.from({ length: count }, (_, i): Point => {
    const day = midnight - (count - i) * DAY
    return [day, dailyMean(prints, day, day + DAY) ?? null]
  })
  const first = points.findIndex(([, rate]) => rate !== null)
  const days = first < 0 ? [] : points.slice(first)
  const lastFull = days.findLast(([day]) => fullMean(prints, day) !== undefined)?.[0]
  const last = days.findLast(([, rate]) => rate !== null)?.[0]
  const until = last === undefined ? undefined : partialUntil(prints, last)
  return {
    venue,
    intervalHours,
    days,
    ...(lastFull !== undefined && { lastFull: dayOf(lastFull) }),
    ...(last !== undefined && until !== undefined && { partial: { day: dayOf(last), until } }),
  }
}

/** The mean of the last day that is over, and what it changed from the day a week before, fractions per 8 hours. */
export function fundingRow(prints: FundingPrints, week: Week): SheetRow | undefined {
  const midnight = floorToDay(week.end)
  const series = fullDays(prints, midnight)
  const at = series.times.at(-1)
  if (at === undefined) return undefined
  // A day under way is expected at the very end: the last that is over is one of the last two.
  if (at < midnight - 2 * DAY) return staleRow(series, midnight - 1, 'points')
  const meanOn = (day: Instant) => fullMean(prints, day)
  const [before, now] = [meanOn(at - 7 * DAY), meanOn(at)]
  return sheetRow({
    value: now ?? gap('gap', 'funding'),
    at,
    date: dayOf(at),
    change:
      before === undefined || now === undefined
        ? gap('gap', 'funding')
        : changeBetween(before, now, 'points'),
    unit: 'points',
    valueOn: meanOn,
    sparkSteps: 6,
    series,
  })
}

function fullDays(prints: FundingPrints, midnight: Instant): Series {
  const days = Array.from({ length: MOST_DAYS + 10 }, (_, i) => midnight - (MOST_DAYS + 10 - i) * DAY)
  return seriesOf(
    days.flatMap((day) => {
      const mean = fullMean(prints, day)
      return mean === undefined ? [] : [[day, mean] as const]
    }),
  )
}

/** Undefined where the day is not over. */
function fullMean(prints: FundingPrints, day: Instant): number | undefined {
  const mean = meanFunding(prints, day, day + DAY)
  return mean && mean.hours >= FULL_HOURS ? mean.rate8h : undefined
}

/** The last settlement of a day that is not over; undefined where it is over, or has none. */
export function partialUntil(prints: FundingPrints, day: Instant): Instant | undefined {
  const mean = meanFunding(prints, day, day + DAY)
  if (!mean || mean.hours >= FULL_HOURS) return undefined
  const until = prints.times[lastSettled(prints, day + DAY)] as number
  // Venues stamp a settlement some seconds after its hour.
  return Math.round(until / SETTLEMENT_SLACK) * SETTLEMENT_SLACK
}
