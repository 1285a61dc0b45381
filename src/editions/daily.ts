/** Making a daily: a day is read once, ranked, and named by what it says. */
import { createHash } from 'node:crypto'
import { rankDay } from '#src/briefing/daily/rank.ts'
import type { DailyEdition, DayItem, Followed } from '#src/briefing/daily/edition.ts'
import type { History } from '#src/market/history.ts'
import type { Figure } from '#src/market/reading.ts'
import { DAY, type Day, dayOf, startOfDay } from '#src/market/time.ts'
import { yenAt } from '#src/market/yen.ts'
import { type DayFact, type DayReading, readDay } from '#src/services/daily.ts'
import { midnightPrice } from '#src/services/prices.ts'
import { symbolsOf } from './earlier.ts'
import { canonical } from './make.ts'

/** Raised whenever a rule changes what a daily says, so that the id changes with it. */
const RULE_VERSION = 1

/** What every daily names, an ordinary one too. */
const ALWAYS: readonly string[] = [
  'price.bitcoin.close',
  'price.bitcoin.dayReturn',
  'marketcap.total.snapshot',
  'marketcap.total.dayChange',
]

export function makeDaily(known: History, day: Day, revision = 1): DailyEdition {
  const history = reaching(known, startOfDay(day) + DAY)
  const reading = readDay(history, day)
  const before = readDay(history, dayOf(reading.start - DAY))
  const items = rankDay(reading, before)
  const data = { kind: history.kind, name: history.name, now: history.now }
  const figures = figuresOf(reading, items)
  const yen = yenAt(history, reading.end)
  const { start, end, missing, there, hours, opening } = reading
  return {
    ...{ day, start, end, revision, id: idOf(day, data, figures, items), data },
    symbols: symbolsIn(history, [
      ...items.map(({ extreme }) => extreme.series),
      ...missing.map(({ figure }) => figure),
    ]),
    ...{ items, figures, missing, coverage: there / Math.max(1, there + missing.length), hours },
    ...(!reading.facts.some(({ place }) => place) && { short: true as const }),
    ...(opening !== undefined && { opening }),
    ...(yen && { yen }),
  }
}

/** Coins that a member follows, with the price at the end of a day and its change over it; those without both are left out. */
export function followedOn(history: History, day: Day, ids: readonly string[]): readonly Followed[] {
  const start = startOfDay(day)
  return ids.flatMap((id) => {
    const [before, end] = [midnightPrice(history, id, start), midnightPrice(history, id, start + DAY)]
    const symbol = history.asset(id)?.symbol
    return before && end && symbol !== undefined ? [{ symbol, end, change: end / before - 1 }] : []
  })
}

/** A live history that has come to the day's end: what has no close is missing, and the rest is read all the same. */
function reaching(history: History, end: number): History {
  if (!history.live || history.now >= end || history.live.checkedAt < end) return history
  return { ...history, now: end }
}

/** Of the assets that are stated, and of those that are missing. */
function symbolsIn(history: History, series: readonly string[]): Record<string, string> {
  const named = new Set(['bitcoin', ...series.map((name) => name.split('.')[1] ?? '')])
  return Object.fromEntries(Object.entries(symbolsOf(history)).filter(([id]) => named.has(id)))
}

function figuresOf({ facts }: DayReading, items: readonly DayItem[]): Record<string, Figure> {
  const stated = new Set([...ALWAYS, ...items.map(({ extreme }) => extreme.series)])
  const own = facts.filter(({ extreme }) => stated.has(extreme.series))
  const all = own.map((fact) => [fact.extreme.series, figureOf(fact)] as const)
  return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function figureOf({ extreme: { value, unit, at, span, evidence }, place }: DayFact): Figure {
  const coverage = place && { used: place.counted, expected: place.expected }
  return { value, unit, asOf: at + span, sources: evidence.sources, ...(coverage && { coverage }) }
}

function idOf(day: Day, data: DailyEdition['data'], figures: object, items: readonly DayItem[]): string {
  const { kind, name } = data
  const told = items.map(({ extreme, by, place }) => ({ extreme, by, place }))
  const content = canonical({ daily: day, data: { kind, name }, figures, told, rules: RULE_VERSION })
  return createHash('sha256').update(content).digest('hex').slice(0, 12)
}
