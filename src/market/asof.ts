/**
 * A history as it was known at an instant: rows of days once their day is over, settlements and snapshots at their time. What a
 * replay answers from. The columns are views of the same memory.
 */
import type { History } from './history.ts'
import type { LiveMarket } from './live.ts'
import type { MacroRelease } from './macro.ts'
import type { FundingPrints } from './perpetual.ts'
import type { JoinedTable, SupplierSeries } from './seam.ts'
import { type Candles, indexAtOrBefore, type Series } from './series.ts'
import { DAY, dayOf, floorToDay, type Instant } from './time.ts'

/** Whether a history is a past that passes again: it has prices of its now, and is not collected. */
export function isReplay({ kind, live }: Pick<History, 'kind' | 'live'>): boolean {
  return kind !== 'live' && live !== undefined
}

/** Its prices of now are the last closes that were known, dated by themselves. `at` is not before the history begins. */
export function historyAt(history: History, at: Instant): History {
  const candles = remember((all: Candles) => candlesUntil(all, at))
  const snapshots = remember((all: Series) => seriesUntil(all, at))
  // Of a whole day, or read in it.
  const days = remember((all: Series) => seriesUntil(all, at - DAY))
  const prints = remember((all: FundingPrints) => printsUntil(all, at))
  const { unfiltered, withheld, bySupplier, interestCoins } = history
  const dailyCandles: History['dailyCandles'] = (asset) => candles(history.dailyCandles(asset))
  const hourlyCandles: History['hourlyCandles'] = (asset) => candles(history.hourlyCandles(asset))
  return {
    ...history,
    ...{ now: Math.min(history.now, floorToDay(at)), dailyCandles, hourlyCandles },
    marketCaps: (asset) => snapshots(history.marketCaps(asset)),
    totalMarketCap: snapshots(history.totalMarketCap),
    fundingVenues: (asset) =>
      history.fundingVenues(asset).filter((venue) => prints(history.funding(asset, venue))),
    funding: (asset, venue) => prints(history.funding(asset, venue)),
    openInterestVenues: (asset) =>
      history.openInterestVenues(asset).filter((venue) => days(history.openInterest(asset, venue))),
    openInterest: (asset, venue) => days(history.openInterest(asset, venue)),
    ...(interestCoins && { interestCoins: (asset, venue) => days(interestCoins(asset, venue)) }),
    volumeVenues: (market) =>
      history.volumeVenues(market).filter((venue) => days(history.volume(market, venue))),
    volume: (market, venue) => days(history.volume(market, venue)),
    crossCloses: (id) => days(history.crossCloses(id)),
    macro: history.macro.filter((release) => isReleased(release, at)),
    rateOdds: history.rateOdds.filter(({ time }) => time <= at),
    curveYields: (curve, tenor) => days(history.curveYields(curve, tenor)),
    // Published at the beginning of its day.
    sentiment: (index) => snapshots(history.sentiment(index)),
    ...(bySupplier && {
      bySupplier: (table: JoinedTable, ...key: readonly string[]) =>
        bySupplier(table, ...key)?.flatMap((one) =>
          supplierUntil(one, at - (SNAPSHOTS.has(table) ? 0 : DAY)),
        ),
    }),
    ...(withheld && { withheld: withheld.filter(({ time }) => time <= at) }),
    ...(unfiltered && { unfiltered: () => historyAt(unfiltered(), at) }),
    live: closesAsNow({ dailyCandles, hourlyCandles, suppliers: history.suppliers }, at),
  }
}

/** Tables of 00:00 UTC; the others' rows are of whole days. */
const SNAPSHOTS: ReadonlySet<JoinedTable> = new Set(['market_caps', 'total_market_cap'])

function closesAsNow(
  { dailyCandles, hourlyCandles, suppliers }: Pick<History, 'dailyCandles' | 'hourlyCandles' | 'suppliers'>,
  at: Instant,
): LiveMarket {
  return {
    checkedAt: at,
    price(asset) {
      const closes = [hourlyCandles(asset), dailyCandles(asset)].flatMap((one) => {
        const [time, price] = [one?.times.at(-1), one?.close.at(-1)]
        return one && time !== undefined && price !== undefined ? [{ time: time + one.interval, price }] : []
      })
      const newest = closes.toSorted((one, other) => other.time - one.time)[0]
      return newest && { ...newest, source: suppliers('prices_daily')[0] ?? '' }
    },
    nextFunding: () => [],
    impliedVolatility: () => undefined,
    disagreements: [],
  }
}

/** A release that no source dates is known once the period that it measures is over. */
function isReleased({ releasedAt, period }: MacroRelease, at: Instant): boolean {
  return releasedAt === undefined ? period < dayOf(at).slice(0, period.length) : releasedAt <= at
}

function seriesUntil({ times, values }: Series, last: Instant): Series | undefined {
  const count = indexAtOrBefore(times, last) + 1
  return count === 0 ? undefined : { times: times.subarray(0, count), values: values.subarray(0, count) }
}

function candlesUntil(all: Candles, at: Instant): Candles | undefined {
  const count = indexAtOrBefore(all.times, at - all.interval) + 1
  if (count === 0) return undefined
  const { interval, volume } = all
  const part = (column: Float64Array) => column.subarray(0, count)
  return {
    ...{ interval, times: part(all.times), open: part(all.open), high: part(all.high), low: part(all.low) },
    close: part(all.close),
    ...(volume && { volume: part(volume) }),
  }
}

function printsUntil({ times, rates, intervalHours }: FundingPrints, at: Instant): FundingPrints | undefined {
  const count = indexAtOrBefore(times, at) + 1
  if (count === 0) return undefined
  const part = (column: Float64Array) => column.subarray(0, count)
  return { times: part(times), rates: part(rates), intervalHours: part(intervalHours) }
}

function supplierUntil({ supplier, usd, coins }: SupplierSeries, last: Instant): SupplierSeries[] {
  const own = seriesUntil(usd, last)
  const ownCoins = coins && seriesUntil(coins, last)
  return own ? [{ supplier, usd: own, ...(ownCoins && { coins: ownCoins }) }] : []
}

/** The same part of the same whole each time: who remembers what it was made of finds it again. */
function remember<Whole extends object>(cut: (whole: Whole) => Whole | undefined) {
  const known = new Map<Whole, Whole | undefined>()
  return (whole: Whole | undefined): Whole | undefined => {
    if (!whole) return undefined
    if (!known.has(whole)) known.set(whole, cut(whole))
    return known.get(whole)
  }
}
