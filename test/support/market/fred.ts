/** What FRED's files hold of series that no dataset has, each value once its office has published it. */
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import { FURTHER } from '#src/sources/fred/series.ts'
import { releasedAt } from '#src/sources/releases.ts'
import type { Speaker } from './server.ts'

const FIRST = Date.UTC(2023, 0, 1)

/** Of one date: an index that grows by two to four percent a year, claims about 225,000, a rate that fell twice. */
export function fredValue(id: string, date: string): number {
  const days = (startOfDay(date) - FIRST) / DAY
  if (id === 'ICSA') return Math.round((225 + 12 * Math.sin(days / 40)) * 1000)
  if (id === 'DFF') return date < '2025-09-18' ? 4.33 : date < '2025-10-30' ? 4.12 : 3.88
  const start = id === 'CPILFENS' ? 305 : 120
  return Number((start * (1 + (0.03 * days) / 365 + 0.004 * Math.sin(days / 90))).toFixed(3))
}

function datesOf(id: string, now: number): string[] {
  const days = Array.from({ length: Math.floor((now - FIRST) / DAY) + 1 }, (_, index) =>
    dayOf(FIRST + index * DAY),
  )
  if (id === 'DFF') return days
  if (id === 'ICSA') return days.filter((day) => new Date(day).getUTCDay() === 6)
  return days.filter((day) => day.endsWith('-01'))
}

export const fredCsv: Speaker = ({ path, query }, { now }) => {
  const one = FURTHER.find(({ id }) => id === query.get('id'))
  if (path !== '/graph/fredgraph.csv' || !one) return undefined
  const from = query.get('cosd') ?? ''
  const dates = datesOf(one.id, now).filter((date) => {
    const period = one.isIndex ? date.slice(0, 7) : date
    return date >= from && (releasedAt(one.series, period) ?? startOfDay(date) + 60 * DAY) <= now
  })
  const rows = dates.map((date) => `${date},${fredValue(one.id, date)}`)
  return `${[`observation_date,${one.id}`, ...rows].join('\n')}\n`
}
