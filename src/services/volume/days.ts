/** Turnover by days: the last one, and means of seven and thirty of them. */
import type { History } from '#src/market/history.ts'
import { between } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { type Gap, gap } from '../publish.ts'

/** USD of whole UTC days, of all venues seen in the thirty days; a venue's missing day makes its mean missing. */
export interface DailyVolume {
  readonly day: number | Gap
  readonly mean7d: number | Gap
  readonly mean30d: number | Gap
  /** Perpetual turnover of the seven days. */
  readonly perp: number | Gap
}

export function readDailyVolume(history: History, week: Week): DailyVolume {
  const end = floorToDay(week.end)
  const mean = (days: number) => {
    const sum = total(history, 'spot', end, days)
    return typeof sum === 'number' ? sum / days : sum
  }
  return { day: mean(1), mean7d: mean(7), mean30d: mean(30), perp: total(history, 'perp', end, 7) }
}

function total(history: History, market: 'spot' | 'perp', end: Instant, days: number): number | Gap {
  const table = `${market}_volume` as const
  const venues = end > history.now ? [] : history.volumeVenues(market)
  const columns = venues
    .flatMap((venue) => history.volume(market, venue) ?? [])
    .filter((series) => between(series, end - 30 * DAY, end).times.length > 0)
  if (columns.length === 0) return gap('no-data', table)
  let sum = 0
  for (const series of columns) {
    const { values } = between(series, end - days * DAY, end)
    const first = series.times[0] as number
    if (values.length < days) return gap(first > end - days * DAY ? 'record-too-short' : 'gap', table)
    for (const value of values) sum += value
  }
  return sum
}
