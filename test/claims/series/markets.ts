/** Series of the other markets, of yields and odds, and of sentiment. */
import { ranking, sessionsOf } from '../recompute/markets.ts'
import type { MarketRecord, Point } from '../record/record.ts'
import { DAY, dayName, mondaysBetween, WEEK, weekTo } from '../record/time.ts'
import { levels, moves } from './prices.ts'
import { changes, PRINTS, SESSIONS, type Series, SNAPSHOTS, WEEKS } from './series.ts'

export function crossSeries(record: MarketRecord, [group, asset = '', what]: string[]): Series | undefined {
  if (group !== 'cross') return undefined
  if (asset === 'crypto') return what === 'gap' ? moves(WEEKS, gaps(record)) : undefined
  const points = record.cross.get(asset) ?? []
  if (what === 'close') return levels(SESSIONS, points)
  if (what === 'dayReturn') return moves(SESSIONS, changes(points, SESSIONS.hole))
  if (what === 'weekReturn') return moves(WEEKS, weekReturns(points))
  return undefined
}

/** `macro.ust.10y.yield`, `macro.ust.slope`. */
export function macroSeries(
  record: MarketRecord,
  [group, curve, what, more, source]: string[],
): Series | undefined {
  if (group !== 'macro') return undefined
  if (curve === 'odds') return oddsSeries(record, what ?? '', more ?? '', source)
  if (more === 'yield') {
    return levels(SESSIONS, record.yields.get(`${curve} ${what?.replace(/y$/u, '')}`) ?? [])
  }
  if (what !== 'slope') return undefined
  const two = new Map((record.yields.get(`${curve} 2`) ?? []).map((one) => [one.at, one.value]))
  const ten = record.yields.get(`${curve} 10`) ?? []
  return levels(
    SESSIONS,
    ten.flatMap(({ at, value }) => {
      const short = two.get(at)
      // A difference of printed yields has no more digits than they have.
      return short === undefined ? [] : [{ at, value: Math.round(1e6 * (value - short)) / 1e6 }]
    }),
  )
}

/** Prints of one source. */
function oddsSeries(record: MarketRecord, meeting: string, outcome: string, source?: string): Series {
  const prints = record.odds.filter((one) => one.meeting === meeting && one.outcome === outcome)
  return levels(
    PRINTS,
    prints.filter((one) => one.source === source),
  )
}

export function sentimentSeries(
  record: MarketRecord,
  [group, index = '', what]: string[],
): Series | undefined {
  if (group !== 'sentiment') return undefined
  const name = index.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)
  const points = record.sentiment.get(name) ?? []
  if (what === 'value') return levels(SNAPSHOTS, points)
  if (what === 'dayChange') return moves(SNAPSHOTS, changes(points, SNAPSHOTS.hole, false))
  return undefined
}

function weekReturns(points: readonly Point[]): Point[] {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return []
  return mondaysBetween(first.at, last.at + WEEK).flatMap((at) => {
    const sessions = sessionsOf(points, weekTo(dayName(at)))
    return sessions ? [{ at, value: sessions[1].value / sessions[0].value - 1 }] : []
  })
}

/** Crypto's distance to its neighbour in weeks in which it came first or last, fraction; 0 in all others. */
function gaps(record: MarketRecord): Point[] {
  const first = record.caps.get('bitcoin')?.[0]
  if (first === undefined) return []
  return mondaysBetween(first.at, record.now + DAY).flatMap((at) => {
    const places = ranking(record, weekTo(dayName(at)))
    if (places === undefined) return []
    const place = places.findIndex((one) => one.asset === 'crypto')
    const next = place === 0 ? places[1] : place === places.length - 1 ? places[place - 1] : undefined
    return [{ at, value: next ? (places[place]?.change ?? 0) - next.change : 0 }]
  })
}
