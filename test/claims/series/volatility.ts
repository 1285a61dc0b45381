/** Series of realized volatility and of spot turnover. */
import { dailyVolatility } from '../recompute/volatility.ts'
import { venuesSeen, weekTurnover } from '../recompute/volume.ts'
import type { MarketRecord } from '../record/record.ts'
import { DAY, mondaysBetween } from '../record/time.ts'
import { levels } from './prices.ts'
import { DAILY, type Series, SNAPSHOTS, WEEKS } from './series.ts'

export function volatilitySeries(
  record: MarketRecord,
  [group, asset = '', what]: string[],
): Series | undefined {
  const days = what === 'rv7d' ? 7 : what === 'rv30d' ? 30 : undefined
  if (group !== 'volatility' || days === undefined) return undefined
  return levels(
    SNAPSHOTS,
    (record.daily.get(asset) ?? []).flatMap(({ at }) => {
      const value = dailyVolatility(record, asset, at + DAY, days)
      return value === undefined ? [] : [{ at: at + DAY, value }]
    }),
  )
}

export function volumeSeries(record: MarketRecord, [group, kind, what]: string[]): Series | undefined {
  if (group !== 'volume' || kind !== 'spot') return undefined
  const days = [...new Set([...record.spot.values()].flat().map((one) => one.at))].toSorted((a, b) => a - b)
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return undefined
  if (what === 'week') {
    return levels(
      WEEKS,
      mondaysBetween(first, last + DAY).flatMap((at) => {
        const value = weekTurnover(record, venuesSeen(record, at, 1), at)
        return value === undefined ? [] : [{ at, value }]
      }),
    )
  }
  if (what !== 'day') return undefined
  const venues = [...record.spot.values()]
  return levels(
    DAILY,
    days.flatMap((at) => {
      const values = venues.map((list) => list.find((one) => one.at === at)?.value)
      return values.includes(undefined)
        ? []
        : [{ at, value: (values as number[]).reduce((sum, value) => sum + value, 0) }]
    }),
  )
}
