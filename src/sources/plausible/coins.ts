/** Closes and caps of coins that cannot be: each is held against the other, and the total against its coins. */
import type { AssetId } from '#src/market/asset.ts'
import { type Candles, type Series, valueAt } from '#src/market/series.ts'
import type { HistoryTables } from '#src/market/tables.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { quoteAmong } from '../witnesses.ts'
import { jumpsIn, within } from './jumps.ts'
import { suppliesIn } from './supplies.ts'
import { type CapApart, capsApart, COIN_STEP, ISSUED_STEP } from './supply.ts'

/**
 * Bounds of a day, as ratios. Of the ten largest the best day of 2025 was 1.72 (Cardano, 2 March); of the others the worst
 * was 0.16 and the best 4.
 */
const LARGEST = within(0.4, 2.2)
const OTHERS = within(1 / 8, 5)
/** So far a price may lie from what the move of its cap makes of it, as a ratio, to be confirmed by that. */
const APART = 1.5
/** Of an hour of bitcoin or ether. */
const HOUR = within(0.5, 1.5)
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

/**
 * Caps that no price on record explains: how many coins they mean is another number than the day before, and the day after. `late`
 * gives the midnights of a coin whose cap was read some minutes after the close: they are held against the cap before alone.
 */
export function implausibleCaps(
  tables: HistoryTables,
  late: (asset: AssetId) => readonly Instant[] | undefined = () => undefined,
): readonly Withheld[] {
  const kinds = new Map((tables.assets ?? []).map(({ id, kind }) => [id, kind]))
  const coins = [...(tables.marketCaps ?? [])].map(([asset, caps]) => {
    const candles = tables.dailyCandles?.get(asset)
    return {
      ...{ asset, caps, closes: candles && closesOf(candles), late: late(asset) },
      quote: quoteAmong(tables.suppliersOfParts?.get('prices_daily')?.get(asset) ?? []),
      isSteady: (kinds.get(asset) ?? 'coin') === 'coin',
    }
  })
  const supplies = suppliesIn(coins, (midnight) => tables.tetherRate?.(midnight)?.rate)
  return coins.flatMap(({ asset, caps, isSteady }, at) =>
    apartIn(caps, supplies[at] as Float64Array, isSteady ? COIN_STEP : ISSUED_STEP).map(
      ({ time, value, against }): Withheld => {
        return { table: 'market_caps', of: { asset }, time, value, reason: 'jump', against: [against] }
      },
    ),
  )
}

/** As `capsApart`, found out once while caps and supplies are the same. */
function apartIn(caps: Series, supplies: Float64Array, least: number): readonly CapApart[] {
  const known = apartKept.get(supplies)
  if (known && known.values === caps.values && known.least === least) return known.apart
  const apart = capsApart(caps, supplies, least)
  apartKept.set(supplies, { values: caps.values, least, apart })
  return apart
}

const apartKept = new WeakMap<
  Float64Array,
  { readonly values: Float64Array; readonly least: number; readonly apart: readonly CapApart[] }
>()

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
