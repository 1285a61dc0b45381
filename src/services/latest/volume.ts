/** Volume of the newest whole UTC day, beside the daily mean of the week that ended on Monday, at the same venues. */
import type { History } from '#src/market/history.ts'
import { between, lastAtOrBefore, type Series, valueAt } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { joinedSeriesOf } from '../joined.ts'
import { countedVolume } from '../volume/venues.ts'

export interface LatestVolume {
  readonly market: 'spot' | 'perp'
  /** The UTC day that is reported. */
  readonly day: Instant
  /** USD, over those of the week's venues that reported it, where there are any. */
  readonly value: number
  /** USD a day, of the seven days before the week's end. */
  readonly before?: number
  readonly venues: readonly string[]
  /** Venues on record in the last month that lack the day or are not counted in the week: in neither figure. */
  readonly leftOut: readonly string[]
}

/** Undefined where the history is not live, or no day since the week's end is reported. */
export function readLatestVolume(
  history: History,
  week: Week,
  market: 'spot' | 'perp',
): LatestVolume | undefined {
  const now = history.live?.checkedAt
  if (now === undefined) return undefined
  const today = floorToDay(now)
  const monday = floorToDay(week.end)
  const { counted } = countedVolume(history, market, monday)
  const all = history.volumeVenues(market).flatMap((venue) => {
    const whole = history.volume(market, venue)
    const last = whole && lastAtOrBefore(whole, today - DAY)
    if (!whole || !last || last.time <= today - 30 * DAY) return []
    // What the week is counted from, else what reported the day.
    const reported = joinedSeriesOf(history, `${market}_volume`, venue).find(
      ({ usd }) => valueAt(usd, last.time) !== undefined,
    )
    const its = counted.get(venue)?.usd
    const isReported = its !== undefined && valueAt(its, last.time) !== undefined
    const ofWeek = isReported && weekOf(its).length === 7
    return [{ venue, series: ofWeek ? its : (reported?.usd ?? whole), last: last.time, ofWeek }]
  })
  const day = Math.max(...all.map(({ last }) => last))
  if (all.length === 0 || day < monday) return undefined
  const reported = all.filter(({ last }) => last === day)
  const both = reported.filter(({ ofWeek }) => ofWeek)
  const used = both.length > 0 ? both : reported
  return {
    market,
    day,
    value: sumOf(used.map(({ series }) => valueAt(series, day) ?? 0)),
    ...(both.length > 0 && { before: sumOf(used.flatMap(({ series }) => [...weekOf(series)])) / 7 }),
    venues: used.map(({ venue }) => venue),
    leftOut: all.filter((one) => !used.includes(one)).map(({ venue }) => venue),
  }

  function weekOf(series: Series): Float64Array {
    return between(series, monday - 7 * DAY, monday).values
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0)
}
