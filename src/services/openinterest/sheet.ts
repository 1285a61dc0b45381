/** The two lines of open interest on the sheet: in dollars, and in coins. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { type Series, valueAt } from '#src/market/series.ts'
import { DAY, type Day, dayOf, floorToDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { type Gap, isGap } from '../publish.ts'
import { type SheetRow, sheetRow, staleRow } from '../sheet/row.ts'
import { type CoinDays, coinsBetween } from './coindays.ts'
import { interestChange } from './coins.ts'
import { ACROSS_VENUES, type Interest, type KnownInterest } from './known.ts'

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
  if (isGap(end)) {
    const all = history.openInterest(asset, ACROSS_VENUES)
    // A row of a day that is not over is not known at the boundary.
    const dollars = staleRow(all, floorToDay(week.end) - DAY, 'fraction')
    return { ...(dollars && { dollars }) }
  }
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

/** Undefined where the row is of the boundary's own midnight, as all are that were collected; a folder's rows have no hour. */
function dateOf({ interestStamps }: History, week: Week, end: KnownInterest): Day | undefined {
  return interestStamps !== undefined && end.date + DAY === week.end ? undefined : dayOf(end.date)
}
