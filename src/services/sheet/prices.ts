/** Lines of prices on the sheet: coins at the boundary, and other markets at their last close. */
import type { AssetId, CrossAsset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { between, type Series, valueAt } from '#src/market/series.ts'
import { DAY, dayOf, type Instant, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { crossWeek } from '../crossweek.ts'
import { priceAt, weekPrices } from '../prices.ts'
import { isGap } from '../publish.ts'
import { type SheetRow, sheetRow, staleRow } from './row.ts'

/** USD at the week's end and the week's return, as every section states them. */
export function coinRow(history: History, week: Week, asset: AssetId): SheetRow | undefined {
  const { end, weekReturn } = weekPrices(history, asset, week)
  const closes = closesUntil(history, asset, week.end)
  if (isGap(end)) return staleRow(closes, week.end, 'fraction')
  const priceOn = (time: Instant) => {
    const price = priceAt(history, asset, time)
    return isGap(price) || price.asOf !== time ? undefined : price.price
  }
  return sheetRow({
    value: end.price,
    at: end.asOf,
    date: end.asOf === week.end ? undefined : dayOf(end.asOf),
    change: weekReturn,
    unit: 'fraction',
    valueOn: priceOn,
    series: closes,
  })
}

/**
 * The last close of the week, dated by its trading day, and the change from the last one before the week. Earlier changes are
 * those between closes seven days apart: a day off makes none.
 */
export function marketRow(history: History, week: Week, asset: CrossAsset): SheetRow | undefined {
  const closes = history.crossCloses(asset.id)
  const unit = asset.class === 'rate' ? 'points' : 'fraction'
  const now = crossWeek(history, asset, week)
  if (!closes || isGap(now)) return staleRow(closes, startOfDay(week.edition) - 1, unit)
  return sheetRow({
    value: now.close,
    at: now.to,
    date: dayOf(now.to),
    change: unit === 'points' ? now.change : now.return,
    unit,
    valueOn: (time) => valueAt(closes, time),
    series: closes,
  })
}

/** Closes at 00:00 UTC up to an instant, dated by the instant at which they were the price. */
function closesUntil(history: History, asset: AssetId, end: Instant): Series | undefined {
  const candles = history.dailyCandles(asset)
  if (!candles) return undefined
  const ended = between(
    { times: candles.times, values: candles.close },
    Number.NEGATIVE_INFINITY,
    Math.min(end, history.now) - DAY + 1,
  )
  return { times: ended.times.map((time) => time + DAY), values: ended.values }
}
