/** Histories from which a supplier tells that is wrong in some rows alone. */
import type { History } from '#src/market/history.ts'
import type { FundingPrints } from '#src/market/perpetual.ts'
import type { Candles, Series } from '#src/market/series.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'

export const SPOILS = ['refused-rows', 'coin-missing', 'day-missing', 'times-ten'] as const
export type Spoil = (typeof SPOILS)[number]

/** The coin that is missing. */
const MISSING = 'solana'

/** As a supplier with this fault knows the market at a moment. */
export function spoiled(history: History, spoil: Spoil, now: Instant): History {
  if (spoil === 'coin-missing') {
    const assets = history.assets.filter(({ id }) => id !== MISSING)
    return { ...history, assets, asset: (id) => assets.find((asset) => asset.id === id) }
  }
  // Once: in the first minutes of a day alone.
  if (spoil === 'times-ten' && now % DAY > 10 * MINUTE) return history
  if (spoil === 'day-missing') {
    const day = Math.floor(now / DAY) * DAY - 2 * DAY
    return changed(
      history,
      (times) => times.map((time) => (time >= day && time < day + DAY ? NaN : time)),
      same,
    )
  }
  const change = spoil === 'times-ten' ? (value: number) => value * 10 : senseless
  return changed(history, same, change, now)
}

type Times = (times: Float64Array) => Float64Array
const same = <Value>(value: Value): Value => value

/** Zero, a negative, no number: by turns. */
function senseless(value: number, row: number, isSigned: boolean): number {
  return isSigned ? Number.NaN : ([0, -value, Number.NaN][row % 3] as number)
}

/** Rows without a time are left out; the newest one that has ended by `now` has another value. */
function changed(
  history: History,
  timed: Times,
  value: (value: number, row: number, isSigned: boolean) => number,
  now = Number.NEGATIVE_INFINITY,
): History {
  const columns = <Key extends string>(
    times: Float64Array,
    values: Readonly<Record<Key, Float64Array>>,
    length: number,
    isSigned = false,
  ): { times: Float64Array } & Record<Key, Float64Array> => {
    const dated = timed(times)
    const rows = Array.from(dated.keys()).filter((row) => Number.isFinite(dated[row]))
    const newest = rows.findLast((row) => (dated[row] as number) + length <= now) ?? -1
    const pick = (column: Float64Array) =>
      Float64Array.from(rows, (row) => {
        const was = column[row] as number
        return row === newest ? value(was, row, isSigned) : was
      })
    const picked = Object.entries<Float64Array>(values).map(([key, column]) => [key, pick(column)])
    return { ...Object.fromEntries(picked), times: Float64Array.from(rows, (row) => dated[row] as number) }
  }
  const series = (one: Series | undefined, length = 0, isSigned = false): Series | undefined =>
    one && columns(one.times, { values: one.values }, length, isSigned)
  const candles = (one: Candles | undefined): Candles | undefined => {
    if (!one) return undefined
    const { interval, times, open, high, low, close } = one
    return { interval, ...columns(times, { open, high, low, close }, interval) }
  }
  const prints = (one: FundingPrints | undefined): FundingPrints | undefined =>
    one && { ...columns(one.times, { rates: one.rates }, 0, true), intervalHours: one.intervalHours }
  return {
    ...history,
    dailyCandles: (id) => candles(history.dailyCandles(id)),
    hourlyCandles: (id) => candles(history.hourlyCandles(id)),
    marketCaps: (id) => series(history.marketCaps(id)),
    totalMarketCap: series(history.totalMarketCap),
    funding: (id, venue) => prints(history.funding(id, venue)),
    openInterest: (id, venue) => series(history.openInterest(id, venue)),
    volume: (market, venue) => series(history.volume(market, venue), DAY),
    crossCloses: (id) => series(history.crossCloses(id), 21 * HOUR, true),
    curveYields: (curve, tenor) => series(history.curveYields(curve, tenor), 9 * HOUR, true),
    sentiment: (index) => series(history.sentiment(index)),
  }
}
