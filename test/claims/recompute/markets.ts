/** The other markets: sessions before a boundary, crypto's rank among them, yields, odds, sentiment. */
import { at, ending, lastBefore } from '../record/find.ts'
import type { MarketRecord, Odds, Point } from '../record/record.ts'
import { WEEK, type Week } from '../record/time.ts'
import { topThirty } from './indices.ts'

const RANKED = ['equity', 'bond', 'commodity', 'fx']

/** The last closes dated before both boundaries; undefined where no session lies in the week. */
export function sessionsOf(
  points: readonly Point[] | undefined,
  week: Week,
): readonly [Point, Point] | undefined {
  const [first, last] = [lastBefore(points, week.start), lastBefore(points, week.end)]
  if (first === undefined || last === undefined || last.at < week.start) return undefined
  return week.start - first.at > WEEK ? undefined : [first, last]
}

export function crossWeek(record: MarketRecord, asset: string, week: Week): number | undefined {
  const sessions = sessionsOf(record.cross.get(asset), week)
  return sessions && sessions[1].value / sessions[0].value - 1
}

export interface Place {
  readonly asset: string
  readonly change: number
}

/** Crypto and every market of a ranked class, best first; undefined where there is no index. */
export function ranking(record: MarketRecord, week: Week): Place[] | undefined {
  const index = topThirty(record, week)
  if (index === undefined) return undefined
  const markets = [...record.classes].flatMap(([asset, kind]) => {
    const change = RANKED.includes(kind) ? crossWeek(record, asset, week) : undefined
    return change === undefined ? [] : [{ asset, change }]
  })
  return [...markets, { asset: 'crypto', change: index.change }].toSorted((a, b) => b.change - a.change)
}

/** The yields of a curve on its last two sessions before the boundaries, percent. */
export function yieldWeek(record: MarketRecord, curve: string, tenor: number, week: Week) {
  const sessions = sessionsOf(record.yields.get(`${curve} ${tenor}`), week)
  return sessions && { before: sessions[0], now: sessions[1], change: sessions[1].value - sessions[0].value }
}

/** Prints of one source's odds of an outcome, in order. */
export function oddsOf(record: MarketRecord, source: string, meeting: string, outcome = 'cut'): Odds[] {
  return record.odds.filter(
    (one) => one.source === source && one.meeting === meeting && one.outcome === outcome,
  )
}

/** The last print at or before an instant, and the highest and lowest of the week. */
export function oddsWeek(prints: readonly Odds[], week: Week) {
  const inside = ending(prints, week.start, week.end)
  return { now: lastBefore(prints, week.end + 1), before: lastBefore(prints, week.start + 1), inside }
}

/** The value of an index dated on the boundary's day, else the day before. */
export function sentimentAt(record: MarketRecord, index: string, boundary: number): Point | undefined {
  const points = record.sentiment.get(index)
  return at(points, boundary) ?? lastBefore(points, boundary)
}
