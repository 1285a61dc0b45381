/** Series of funding for each venue, and of open interest. */
import { fundingWeek, settlements } from '../recompute/funding.ts'
import { coinsAt, rowsOf } from '../recompute/openinterest.ts'
import type { MarketRecord, Point } from '../record/record.ts'
import { DAY, dayName, mondaysBetween, WEEK, weekTo } from '../record/time.ts'
import { lastBefore } from '../record/find.ts'
import { levels, moves } from './prices.ts'
import { changes, DAILY, type Series, SETTLEMENTS, WEEKS } from './series.ts'

export function fundingSeries(
  record: MarketRecord,
  [group, asset = '', venue = '', what]: string[],
): Series | undefined {
  const prints = record.funding.get(`${asset} ${venue}`)
  const [first, last] = [prints?.[0], prints?.at(-1)]
  if (group !== 'funding' || prints === undefined || first === undefined || last === undefined)
    return undefined
  if (what === 'settlement') return levels(SETTLEMENTS, settlements(prints))
  if (what !== 'weekMean') return undefined
  const means = mondaysBetween(first.at, last.at + DAY).flatMap((at) => {
    const { mean, prints: known, due } = fundingWeek(record, asset, venue, weekTo(dayName(at)).end)
    // A week of which half is missing has no mean.
    return mean === undefined || known.length < due / 2 ? [] : [{ at, value: mean }]
  })
  return levels(WEEKS, means)
}

export function openInterestSeries(
  record: MarketRecord,
  [group, asset = '', what]: string[],
): Series | undefined {
  if (group !== 'openinterest') return undefined
  const rows = rowsOf(record, asset)
  if (what === 'usd') return levels(DAILY, rows)
  if (what === 'dayChange') return moves(DAILY, changes(rows, DAILY.hole))
  if (what === 'weekChange') return moves(WEEKS, weekMoves(rows))
  if (what === 'coins') {
    return levels(
      DAILY,
      rows.flatMap((row) => {
        const value = coinsAt(record, asset, row, 24)
        return value === undefined ? [] : [{ at: row.at, value }]
      }),
    )
  }
  return undefined
}

/** From the last row dated before one Monday to the last before the next. */
function weekMoves(rows: readonly Point[]): Point[] {
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined) return []
  return mondaysBetween(first.at, last.at + WEEK).flatMap((at) => {
    const [from, to] = [lastBefore(rows, at - WEEK), lastBefore(rows, at)]
    if (from?.at !== at - WEEK - DAY || to?.at !== at - DAY) return []
    return [{ at, value: to.value / from.value - 1 }]
  })
}
