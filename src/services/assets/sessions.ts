/** Closes of one day that are hours apart: an Asian market's comes before the same day's move of US shares. */
import type { History } from '#src/market/history.ts'
import { indexAt } from '#src/market/series.ts'
import { type Day, startOfDay } from '#src/market/time.ts'
import type { AssetRow } from './row.ts'

/** Two indices whose last closes bear the same day, of which the Asian one was made before the US one moved. */
export interface EarlierClose {
  /** An Asian index's id. */
  readonly asian: string
  /** A US index's id, the one that moved most on the day. */
  readonly us: string
  readonly day: Day
  /** The US index's return of that session, a fraction. */
  readonly dayReturn: number
}

const ASIAN = ['nikkei225', 'topix', 'kospi', 'csi300']
const US = ['sp500', 'nasdaq100']
/** A session that moved a US index by less, and an Asian week that was smaller, fractions, need not be reported. */
const MOVED = 0.01

/**
 * Said where an Asian index (by 1 % or more) and a US index ended the week on different sides, their last closes are of
 * one day, and the US index's session of that day went the way of its week by 1 % or more.
 */
export function earlierClose(history: History, rows: readonly AssetRow[]): EarlierClose | undefined {
  const sessions = rows
    .filter((row) => US.includes(row.id))
    .flatMap((row) => {
      const dayReturn = lastSession(history, row)
      return dayReturn === undefined ? [] : [{ row, dayReturn }]
    })
    .sort((a, b) => Math.abs(b.dayReturn) - Math.abs(a.dayReturn))
  for (const { row: us, dayReturn } of sessions) {
    if (Math.abs(dayReturn) < MOVED || dayReturn * (us.weekReturn ?? 0) <= 0) continue
    const asian = rows.find(
      (row) =>
        ASIAN.includes(row.id) &&
        row.closes?.to === us.closes?.to &&
        Math.abs(row.weekReturn ?? 0) >= MOVED &&
        (row.weekReturn ?? 0) * dayReturn < 0,
    )
    if (asian && us.closes) return { asian: asian.id, us: us.id, day: us.closes.to, dayReturn }
  }
  return undefined
}

/** Return of the session that the row's last close ended, a fraction. */
function lastSession(history: History, row: AssetRow): number | undefined {
  const closes = history.crossCloses(row.id)
  if (!closes || !row.closes) return undefined
  const index = indexAt(closes.times, startOfDay(row.closes.to))
  const [now, before] = [closes.values[index], closes.values[index - 1]]
  return now === undefined || before === undefined || before <= 0 ? undefined : now / before - 1
}
