/** Turnover by days: the last one, and means of seven and thirty of them. */
import type { History } from '#src/market/history.ts'
import { between } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { type Gap, gap } from '../publish.ts'
import {
  type CountedVenues,
  countedVolume,
  type LeftOutVolume,
  REACH,
  type VolumeMarket,
  wholeOver,
} from './venues.ts'

/** USD of whole UTC days, of the venues that the week is counted over. */
export interface DailyVolume {
  readonly day: number | Gap
  readonly mean7d: number | Gap
  /** Of those of them that the mean of four weeks is made of; without one, of those that have the thirty days. */
  readonly mean30d: number | Gap
  /** Perpetual turnover of the seven days. */
  readonly perp: number | Gap
  /** Venues on record that are in no figure of their market. */
  readonly leftOut: readonly LeftOutVolume[]
  /** Counted ones that are not in the mean of thirty days. */
  readonly leftOutOfMean: readonly LeftOutVolume[]
}

const MONTH = 30

export function readDailyVolume(history: History, week: Week): DailyVolume {
  const end = floorToDay(week.end)
  const [spot, perp] = [countedVolume(history, 'spot', end), countedVolume(history, 'perp', end)]
  const over = (days: number) => wholeOver(history, 'spot', spot, end, days)
  const month = over(REACH * 7) ?? over(MONTH)
  const mean = (venues: CountedVenues, days: number) => {
    const sum = total('spot', venues, end, days)
    return typeof sum === 'number' ? sum / days : sum
  }
  return {
    day: mean(spot.counted, 1),
    mean7d: mean(spot.counted, 7),
    mean30d: mean((month ?? spot).counted, MONTH),
    perp: total('perp', perp.counted, end, 7),
    leftOut: [...spot.leftOut, ...perp.leftOut],
    leftOutOfMean: month?.leftOut.filter(({ venue }) => spot.counted.has(venue)) ?? [],
  }
}

function total(market: VolumeMarket, venues: CountedVenues, end: Instant, days: number): number | Gap {
  const table = `${market}_volume`
  if (venues.size === 0) return gap('no-data', table)
  let sum = 0
  for (const { usd } of venues.values()) {
    const { values } = between(usd, end - days * DAY, end)
    const first = usd.times[0] as number
    if (values.length < days) return gap(first > end - days * DAY ? 'record-too-short' : 'gap', table)
    for (const value of values) sum += value
  }
  return sum
}
