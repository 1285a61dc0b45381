/** Whether something on record speaks against a value: a report that is withheld, or venues that disagree now. */
import type { History } from '#src/market/history.ts'
import type { ObservedTable } from '#src/market/observation.ts'
import { DAY } from '#src/market/time.ts'
import { SETTLEMENT_SLACK } from '#src/metrics/funding.ts'
import type { Extreme, ExtremeGroup } from '../extremes/extreme.ts'

/** The tables that a group's values are read from. */
const TABLES: Readonly<Partial<Record<ExtremeGroup, readonly ObservedTable[]>>> = {
  price: ['prices_daily'],
  coins: ['prices_daily'],
  volatility: ['prices_daily', 'implied_volatility'],
  marketcap: ['total_market_cap'],
  funding: ['funding'],
  openinterest: ['open_interest'],
  sentiment: ['sentiment'],
  volume: ['spot_volume', 'perp_volume'],
}

/** Milliseconds before its time at which what it is made of may be dated: it ends with a close of the day before. */
const MADE_OF: Readonly<Partial<Record<ExtremeGroup, number>>> = { volatility: DAY }

/** Of the value's own day alone: what was doubtful before is missing, and bounds the claim as a gap does. */
export function isContradicted(history: History, { group, series, at }: Extreme): boolean {
  const [, name = '', venue] = series.split('.')
  const tables = TABLES[group] ?? []
  const isOf = (of: Readonly<Record<string, string>>) =>
    (of.asset === undefined || of.asset === name) &&
    (group !== 'funding' || of.venue === undefined || of.venue === venue)
  const from = at - (MADE_OF[group] ?? 0) - SETTLEMENT_SLACK
  const isWithheld = (history.withheld ?? []).some(
    ({ table, of, time }) =>
      tables.includes(table) && isOf(of) && time >= from && time <= at + SETTLEMENT_SLACK,
  )
  const isPriced = group === 'price' || group === 'coins'
  return isWithheld || (isPriced && (history.live?.disagreements ?? []).some(({ asset }) => asset === name))
}
