/** Market caps at 00:00 UTC, of each asset and of all crypto. */
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { curveThrough } from './bridge.ts'
import type { Coin } from './coins.ts'
import type { Paths } from './coinpaths.ts'
import { boundaryOf, DAYS, dayAt } from './days.ts'
import { significant } from './numbers.ts'
import type { Pegged } from './pegged.ts'
import { randomStream } from './random.ts'
import { TOTAL_CAP_END } from './targets.ts'

/** USD by asset id, at boundaries 0 to DAYS; NaN where there is none. */
export type MarketCaps = ReadonlyMap<string, Float64Array>

/** All crypto at some dates, USD; between them what is not in the universe moves smoothly. */
const TOTALS: readonly (readonly [string, number])[] = [
  ['2024-10-01', 2.22e12],
  ['2024-12-17', 3.72e12],
  ['2025-03-01', 2.86e12],
  ['2025-04-09', 2.49e12],
  ['2025-06-23', 3.22e12],
  ['2025-08-14', 4.06e12],
  ['2025-10-07', 4.24e12],
  ['2025-11-17', 3.2e12],
  ['2025-11-24', TOTAL_CAP_END],
]

export function simulateMarketCaps(
  coins: readonly Coin[],
  pegged: readonly Pegged[],
  prices: Paths,
): MarketCaps {
  const caps = new Map<string, Float64Array>()
  for (const coin of coins) {
    const path = prices.get(coin.id) as Float64Array
    const supply = coin.marketCap / coin.price
    const issuance = coin.id === 'bitcoin' ? 0.009 : randomStream(`supply/${coin.id}`).uniform() * 0.12
    caps.set(
      coin.id,
      path.map((price, b) => price * supply * Math.exp((-issuance * Math.max(0, DAYS - 7 - b)) / 365)),
    )
  }
  for (const { id, marketCaps } of pegged) {
    const [start, end] = marketCaps
    const random = randomStream(`supply/${id}`)
    caps.set(
      id,
      Float64Array.from({ length: DAYS + 1 }, (_, b) => {
        const billions = curveThrough(
          [
            [0, start],
            [DAYS, end],
          ],
          b,
        )
        return billions * 1e9 * (1 + 0.002 * random.normal())
      }),
    )
  }
  return caps
}

/** All crypto: the sum of the coins times a factor that glides between the dates of TOTALS. */
export function totalMarketCap(coins: readonly Coin[], caps: MarketCaps): Float64Array {
  const sums = Float64Array.from({ length: DAYS + 1 }, (_, b) => {
    const known = coins.map(({ id }) => caps.get(id)?.[b] ?? Number.NaN)
    return known.filter((cap) => !Number.isNaN(cap)).reduce((sum, cap) => sum + cap, 0)
  })
  const factors = TOTALS.map(([day, total]) => {
    const b = boundaryOf(day)
    return [b, total / (sums[b] as number)] as const
  })
  return sums.map((sum, b) => sum * curveThrough(factors, b))
}

export function marketCapRows(caps: MarketCaps): CsvCell[][] {
  const ids = [...caps.keys()].sort()
  return Array.from({ length: DAYS + 1 }, (_, b) =>
    ids.flatMap((id) => {
      const cap = caps.get(id)?.[b] as number
      return Number.isNaN(cap) ? [] : [[dayAt(b), id, significant(cap, 5)]]
    }),
  ).flat()
}

export function totalRows(total: Float64Array): CsvCell[][] {
  return Array.from(total, (cap, b) => [dayAt(b), significant(cap, 6)])
}
