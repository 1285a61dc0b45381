/** Series of the other markets, of yields and odds, and of sentiment. */
import { ranking, sessionsOf } from '../recompute/markets.ts'
import type { MarketRecord, Point } from '../record/record.ts'
import { DAY, dayName, mondaysBetween, WEEK, weekTo } from '../record/time.ts'
import { levels, moves } from './prices.ts'
import { changes, DAILY, type Series, SESSIONS, WEEKS } from './series.ts'

export function crossSeries(record: MarketRecord, [group, asset = '', what]: string[]): Series | undefined {
  if (group !== 'cross') return undefined
  if (asset === 'crypto') return what === 'gap' ? levels(WEEKS, gaps(record), 'highs') : undefined
  const points = record.cross.get(asset) ?? []
  if (what === 'close') return levels(SESSIONS, points)
  if (what === 'dayReturn') return moves(SESSIONS, changes(points, SESSIONS.hole))
  if (what === 'weekReturn') return moves(WEEKS, weekReturns(points))
  return undefined
}

/** `macro.ust.10y.yield`, `macro.ust.slope`. */
export function macroSeries(record: MarketRecord, [group, curve, what, more]: string[]): Series | undefined {
  if (group !== 'macro') return undefined
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
      // Yields are printed in hundredths: a difference of them has no more.
      return short === undefined ? [] : [{ at, value: Math.round(100 * (value - short)) / 100 }]
    }),
  )
}

export function sentimentSeries(
  record: MarketRecord,
  [group, index = '', what]: string[],
): Series | undefined {
  if (group !== 'sentiment') return undefined
  const name = index.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)
  const points = record.sentiment.get(name) ?? []
  if (what === 'value') return levels(DAILY, points)
  if (what === 'dayChange') return moves(DAILY, changes(points, DAILY.hole, false))
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

/** Crypto's distance to its neighbour in weeks in which it came first or last, fraction. */
function gaps(record: MarketRecord): Point[] {
  const first = record.total[0]
  if (first === undefined) return []
  return mondaysBetween(first.at, record.now + DAY).flatMap((at) => {
    const places = ranking(record, weekTo(dayName(at)))
    if (places === undefined) return []
    const place = places.findIndex((one) => one.asset === 'crypto')
    const next = place === 0 ? places[1] : place === places.length - 1 ? places[place - 1] : undefined
    const own = places[place]
    return next && own ? [{ at, value: Math.abs(own.change - next.change) }] : []
  })
}
