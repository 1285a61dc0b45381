/** The present of the record: the last report of each venue, as a history shows it beside the past. */
import type { LiveMarket, LivePrice, NextFunding } from '#src/market/live.ts'
import type { Series } from '#src/market/series.ts'
import { HOUR, type Instant } from '#src/market/time.ts'
import { disagreementsIn } from './disagreement.ts'
import { latestIn } from './latest.ts'
import type { Loaded } from './loaded.ts'

/** A venue whose price is so much older than the newest says nothing about now. */
const TOGETHER = 2 * HOUR

/** `checkedAt` is the clock's time: rates that have settled by then are left out. */
export function liveFrom(all: readonly Loaded[], checkedAt: Instant): LiveMarket {
  const prices = latestIn(all, 'prices_now')
  const byAsset = Map.groupBy(prices, ({ key }) => key[1] ?? '')
  const ofTable = (table: Loaded['table'], asset: string) =>
    all.filter((one) => one.table === table && one.key[1] === asset && one.columns.times.length > 0)
  return {
    checkedAt,
    price(asset) {
      const reported = byAsset.get(asset) ?? []
      const newest = reported.reduce((latest, { time }) => Math.max(latest, time), Number.NEGATIVE_INFINITY)
      const together = reported.filter(({ time }) => time >= newest - TOGETHER)
      // A reported price, never a computed mean.
      const middle = together.sort((a, b) => a.value - b.value)[Math.floor((together.length - 1) / 2)]
      if (!middle) return undefined
      const { value, time, sources } = middle
      return { price: value, time, source: sources.at(-1) ?? middle.key[0] ?? '' } satisfies LivePrice
    },
    nextFunding(asset) {
      return ofTable('funding_next', asset)
        .flatMap(({ key, columns }): NextFunding[] => {
          const row = columns.times.findIndex((time) => time > checkedAt)
          const [settlesAt, rate] = [columns.times[row], columns.values[0][row]]
          const intervalHours = columns.values[1][row]
          if (settlesAt === undefined || rate === undefined || !(Number(intervalHours) > 0)) return []
          return [{ venue: key[0] ?? '', rate, intervalHours: intervalHours as number, settlesAt }]
        })
        .sort((a, b) => (a.venue < b.venue ? -1 : 1))
    },
    impliedVolatility(asset) {
      const columns = ofTable('implied_volatility', asset)[0]?.columns
      return (
        columns &&
        ({ times: columns.times, values: columns.values[0].map((one) => one / 100) } satisfies Series)
      )
    },
    disagreements: disagreementsIn(prices, checkedAt),
  }
}
