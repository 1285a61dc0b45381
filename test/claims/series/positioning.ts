/** Series of funding for each venue, and of open interest. */
import { fundingWeek, settlements } from '../recompute/funding.ts'
import { coinsAt, rowsOf } from '../recompute/openinterest.ts'
import { between, lastBefore } from '../record/find.ts'
import type { MarketRecord, Point } from '../record/record.ts'
import { DAY, dayName, mondaysBetween, WEEK, weekTo } from '../record/time.ts'
import { levels, moves } from './prices.ts'
import { changes, DAILY, SETTLEMENTS, type Series, SNAPSHOTS, WEEKS } from './series.ts'

export function fundingSeries(
  record: MarketRecord,
  [group, asset = '', venue = '', what]: string[],
): Series | undefined {
  const prints = record.funding.get(`${asset} ${venue}`)
  const [first, last] = [prints?.[0], prints?.at(-1)]
  if (group !== 'funding' || prints === undefined || first === undefined || last === undefined)
    return undefined
  if (what === 'settlement') return levels(SETTLEMENTS, settlements(prints))
  if (what === 'day') return levels(SNAPSHOTS, dayMeans(settlements(prints)))
  if (what !== 'weekMean') return undefined
  const means = mondaysBetween(first.at, last.at + DAY).flatMap((at) => {
    const { mean, hours } = fundingWeek(record, asset, venue, weekTo(dayName(at)).end)
    // The week in which a record begins, or of which a tenth is missing, has no mean to compare.
    return mean === undefined || at - WEEK < first.at || hours < 0.9 * 168 ? [] : [{ at, value: mean }]
  })
  return levels(WEEKS, means)
}

/** Of days with three settlements, named by their end; one is stamped up to a minute late. */
function dayMeans(all: readonly Point[]): Point[] {
  const days = Map.groupBy(all, ({ at }) => Math.floor((at - 60_001) / DAY) * DAY + DAY)
  return [...days]
    .filter(([, own]) => own.length === 3)
    .map(([at, own]) => ({ at, value: own.reduce((sum, { value }) => sum + value, 0) / 3 }))
}

/** `coins` counts them at 17 UTC, `coins.15` at another hour at which the row may have been read. */
export function openInterestSeries(
  record: MarketRecord,
  [group, asset = '', what, more]: string[],
): Series | undefined {
  if (group !== 'openinterest') return undefined
  const rows = rowsOf(record, asset)
  if (what === 'usd') return levels(DAILY, rows)
  if (what === 'dayChange') return moves(DAILY, changes(rows, DAILY.hole))
  if (what === 'weekChange') return moves(WEEKS, weekMoves(rows))
  if (what === 'coins') {
    const hour = Number(more ?? 17)
    return levels(
      DAILY,
      rows.flatMap((row) => {
        // Without an hourly price the hour of reading says nothing.
        const known = between(record.hourly.get(asset), row.at, row.at + DAY).length === 24
        const value = known ? coinsAt(record, asset, row, hour) : undefined
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
