/** The two lines of open interest on the sheet: in dollars, and in coins. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { type Series, seriesOf, valueAt } from '#src/market/series.ts'
import { DAY, type Day, dayOf, floorToDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { type Gap, isGap } from '../publish.ts'
import { OLDEST_STALE, type SheetRow, sheetRow, staleRow } from '../sheet/row.ts'
import { type CoinDays, coinDays, coinsBetween } from './coindays.ts'
import { interestChange } from './coins.ts'
import { type Interest, interestOf, type KnownInterest } from './known.ts'

export interface InterestSheet {
  /** USD. */
  readonly dollars?: SheetRow
  /** The asset's own units. */
  readonly coins?: SheetRow
}

/** `coins` are the days of `coinDays`. */
export function interestSheet(
  history: History,
  week: Week,
  asset: AssetId,
  interest: Interest,
  coins: CoinDays | undefined,
): InterestSheet {
  const { start, end, daily } = interest
  if (isGap(end)) return lastSheet(history, week, asset)
  const dated = { at: end.date, date: dateOf(history, week, end), unit: 'fraction' as const }
  const rowOf = (value: number, of: number | Gap, series: Series) =>
    sheetRow({ ...dated, value, change: of, series, valueOn: (time) => valueAt(series, time) })
  const change = isGap(start) ? start : interestChange(start.value, end.value)
  const dollars = rowOf(end.value, change, daily)
  const counted = coins && valueAt(coins.series, end.date)
  const inCoins =
    coins && counted !== undefined && rowOf(counted, coinsBetween(interest, coins), coins.series)
  return { ...(dollars && { dollars }), ...(inCoins && { coins: inCoins }) }
}

/** The last figures before a boundary that has none, of the venues that were counted then: none of the week, nor of the 35 days before. */
function lastSheet(history: History, week: Week, asset: AssetId): InterestSheet {
  const midnight = floorToDay(week.end)
  for (let boundary = midnight - DAY; boundary >= midnight - OLDEST_STALE; boundary -= DAY) {
    const interest = interestOf(history, asset, boundary - 7 * DAY, boundary)
    if (isGap(interest.end)) continue
    const { date, value } = interest.end
    const days = coinDays(history, asset, interest, boundary)
    const stale = (last: number) => staleRow(seriesOf([[date, last]]), midnight, 'fraction')
    const dollars = stale(value)
    const counted = days && valueAt(days.series, date)
    const coins = counted === undefined ? undefined : stale(counted)
    return { ...(dollars && { dollars }), ...(coins && { coins }) }
  }
  return {}
}

/** Undefined where the row is of the boundary's own midnight, as all are that were collected; a folder's rows have no hour. */
function dateOf({ interestStamps }: History, week: Week, end: KnownInterest): Day | undefined {
  return interestStamps !== undefined && end.date + DAY === week.end ? undefined : dayOf(end.date)
}
