/** Closes and caps of coins that cannot be: each is held against the other, and the total against its coins. */
import type { AssetId } from '#src/market/asset.ts'
import { type Candles, type Series, valueAt } from '#src/market/series.ts'
import type { HistoryTables } from '#src/market/tables.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { jumpsIn, within } from './jumps.ts'

/**
 * Bounds of a day, as ratios. Of the ten largest the best day of 2025 was 1.72 (Cardano, 2 March); of the others the worst
 * was 0.16 and the best 4.
 */
const LARGEST = within(0.4, 2.2)
const OTHERS = within(1 / 8, 5)
/** So far a price may lie from what the move of its cap makes of it, as a ratio, to be confirmed by that. */
const APART = 1.5
/** So far a cap may move from its price, as a ratio: supplies are corrected, in 2025 by up to 1.58. */
const SUPPLY = 2
/** Of an hour of bitcoin or ether. */
const HOUR = within(0.5, 1.5)
/** A cap without a price, as ratios. */
const UNPRICED = within(1 / 3, 3)
/** A total may move so far from its coins, as a ratio; in 2025 it was 1.012 at most. */
const TOTAL = 1.15
const LEAST_COINS = 10

type Confirms = (asset: AssetId, day: Instant, close: number) => boolean

export function implausibleCloses(tables: HistoryTables, confirms: Confirms): readonly Withheld[] {
  const largest = new Set(largestOf(tables))
  return [...(tables.dailyCandles ?? [])].flatMap(([asset, candles]) => {
    const caps = tables.marketCaps?.get(asset)
    const jumps = jumpsIn(closesOf(candles), {
      isNear: largest.has(asset) ? LARGEST : OTHERS,
      // Snapshots of 00:00 are of the end of a day.
      isConfirmed: ({ time, value, before, since }) =>
        isSame(caps && ratioOf(caps, since + DAY, time + DAY), value / before) ||
        confirms(asset, time, value),
    })
    return jumps.map(
      ({ time, value, before }): Withheld => ({
        ...{ table: 'prices_daily', of: { asset }, time, value, reason: 'jump' },
        against: [{ name: 'before', value: before }],
      }),
    )
  })
}

/** Hours of a coin that lie outside of the day that they are of, and far from the hour before. */
export function implausibleHours(tables: HistoryTables): readonly Withheld[] {
  return [...(tables.hourlyCandles ?? [])].flatMap(([asset, candles]) => {
    const days = tables.dailyCandles?.get(asset)
    const jumps = jumpsIn(closesOf(candles), {
      isNear: HOUR,
      isConfirmed({ time, value }) {
        const row = days ? days.times.indexOf(time - (time % DAY)) : -1
        return (
          row >= 0 && value <= (days?.high[row] ?? 0) && value >= (days?.low[row] ?? Number.POSITIVE_INFINITY)
        )
      },
    })
    return jumps.map(
      ({ time, value, before }): Withheld => ({
        ...{ table: 'prices_hourly', of: { asset }, time, value, reason: 'jump' },
        against: [{ name: 'before', value: before }],
      }),
    )
  })
}

export function implausibleCaps(tables: HistoryTables): readonly Withheld[] {
  return [...(tables.marketCaps ?? [])].flatMap(([asset, caps]) => {
    const candles = tables.dailyCandles?.get(asset)
    const closes = candles && closesOf(candles)
    const expected = (before: number, since: Instant, time: Instant) => {
      const ratio = closes && ratioOf(closes, since - DAY, time - DAY)
      return ratio === undefined ? undefined : before * ratio
    }
    const jumps = jumpsIn(caps, {
      isNear(value, before, { time, since }) {
        const its = expected(before, since, time)
        return its === undefined ? UNPRICED(value, before, { time, since }) : isSame(value / its, 1, SUPPLY)
      },
    })
    return jumps.map(({ time, value, before, since }): Withheld => {
      const its = expected(before, since, time)
      const against = its === undefined ? { name: 'before', value: before } : { name: 'byPrice', value: its }
      return { table: 'market_caps', of: { asset }, time, value, reason: 'jump', against: [against] }
    })
  })
}

/** `tables` without the caps that are withheld themselves. */
export function implausibleTotals(tables: HistoryTables): readonly Withheld[] {
  const { totalMarketCap: total } = tables
  if (!total) return []
  const expected = (before: number, since: Instant, time: Instant) => {
    let [was, is, coins] = [0, 0, 0]
    for (const caps of tables.marketCaps?.values() ?? []) {
      const [a, b] = [valueAt(caps, since), valueAt(caps, time)]
      if (a === undefined || b === undefined) continue
      ;[was, is, coins] = [was + a, is + b, coins + 1]
    }
    return coins >= LEAST_COINS && was > 0 ? (before * is) / was : undefined
  }
  const jumps = jumpsIn(total, {
    isNear(value, before, { time, since }) {
      // A day without a move needs no second look: the sums are the dear part.
      if (within(0.98, 1.02)(value, before, { time, since })) return true
      const its = expected(before, since, time)
      return its === undefined
        ? within(0.6, 1.4)(value, before, { time, since })
        : isSame(value / its, 1, TOTAL)
    },
  })
  return jumps.map(({ time, value, before, since }): Withheld => {
    const its = expected(before, since, time)
    const against = its === undefined ? { name: 'before', value: before } : { name: 'byCoins', value: its }
    return { table: 'total_market_cap', of: {}, time, value, reason: 'jump', against: [against] }
  })
}

const LARGEST_COUNT = 10

function largestOf({ assets = [], marketCaps }: HistoryTables): readonly AssetId[] {
  return assets
    .filter(({ kind }) => kind === 'coin')
    .map(({ id }) => ({ id, cap: middleCap(marketCaps?.get(id)) }))
    .sort((a, b) => b.cap - a.cap)
    .slice(0, LARGEST_COUNT)
    .map(({ id }) => id)
}

/** Of a month, so that one wrong cap makes no coin large. */
function middleCap(caps: Series | undefined): number {
  const last = Array.from(caps?.values.slice(-30) ?? []).sort((a, b) => a - b)
  return last[Math.floor(last.length / 2)] ?? 0
}

function closesOf({ times, close }: Candles): Series {
  return { times, values: close }
}

function ratioOf(series: Series, since: Instant, time: Instant): number | undefined {
  const [before, after] = [valueAt(series, since), valueAt(series, time)]
  return before === undefined || after === undefined || !(before > 0) ? undefined : after / before
}

function isSame(a: number | undefined, b: number, bound = APART): boolean {
  return a !== undefined && a / b <= bound && b / a <= bound
}
