/** Extremes of spot turnover, of days and of weeks, over the same venues. */
import type { History } from '#src/market/history.ts'
import { type Series, seriesOf } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { joinedSeriesOf } from '../joined.ts'
import { rememberPerHistory } from '../memory.ts'
import { midnightsOf } from '../universe.ts'
import { countedVolume } from '../volume/venues.ts'
import { type Sum, sumOfVenues } from './sums.ts'
import type { Tracked } from './tracked.ts'
import { mondayOf, WEEKLY_GAP, weeksOnRecord } from './weeks.ts'

const WEEK = 7 * DAY

/** Over the venues that the week is counted over; of a week that has begun, those of the week before it. */
export function volumeSeries(history: History, week: Week): readonly Tracked[] {
  const midnight = midnightsOf(week).end
  const end = midnight - Math.max(0, Math.ceil((midnight - history.now) / WEEK)) * WEEK
  const { counted } = countedVolume(history, 'spot', end)
  const chosen = [...counted].map(([venue, { usd }]) => `${venue}:${indexOfJoined(history, venue, usd)}`)
  return seriesOfVenues(history, week.zone, chosen.join(','))
}

/** Which report of a venue is counted; -1 where it is all that is on record of it, of all suppliers. */
function indexOfJoined(history: History, venue: string, usd: Series): number {
  return joinedSeriesOf(history, 'spot_volume', venue).findIndex((reported) => reported.usd === usd)
}

/** Remembered by the set, so that weeks of one set share what is known of its series. */
const seriesOfVenues = rememberPerHistory((history, zone: string, chosen: string): readonly Tracked[] => {
  const venues = chosen.split(',').flatMap((one) => {
    const [venue = '', index] = one.split(':')
    return (
      joinedSeriesOf(history, 'spot_volume', venue)[Number(index)]?.usd ?? history.volume('spot', venue) ?? []
    )
  })
  // Never across suppliers that do not go together: a step from one to the other is no extreme.
  const days = sumOfVenues(venues)
  if (days.data.times.length === 0) return []
  const day: Tracked = {
    group: 'volume',
    series: 'volume.spot.day',
    unit: 'USD',
    ...days,
    dated: 'instant',
    span: DAY,
    longestGap: 1.5 * DAY,
    up: 'high',
    down: 'low',
    sources: history.suppliers('spot_volume'),
  }
  const ends = weeksOnRecord(history, zone).map((week) => [mondayOf(week), midnightsOf(week).end] as const)
  const weeks = weeksOf(days, ends)
  if (weeks.data.times.length === 0) return [day]
  return [
    day,
    { ...day, series: 'volume.spot.week', ...weeks, dated: 'week', span: 0, longestGap: WEEKLY_GAP },
  ]
})

/** Seven days in a row of one set of venues; a week of another set than the week before breaks the comparison. */
function weeksOf({ data, breaks }: Sum, ends: readonly (readonly [monday: number, midnight: number])[]): Sum {
  const place = new Map([...data.times].map((time, i) => [time, i]))
  const points: (readonly [number, number])[] = []
  const firsts: number[] = []
  for (const [monday, midnight] of ends) {
    const last = place.get(midnight - DAY)
    const first = place.get(midnight - 7 * DAY)
    if (last === undefined || first === undefined || last - first !== 6) continue
    if ([1, 2, 3, 4, 5, 6].some((offset) => breaks.has(first + offset))) continue
    points.push([monday, sum(data, first, last)])
    firsts.push(first)
  }
  const changed = new Set<number>()
  const isBroken = (from: number, to: number) => [...breaks].some((at) => at > from && at <= to)
  firsts.forEach((first, i) => {
    if (i > 0 && isBroken(firsts[i - 1] as number, first)) changed.add(i)
  })
  return { data: seriesOf(points), breaks: changed }
}

function sum({ values }: Series, first: number, last: number): number {
  let total = 0
  for (let i = first; i <= last; i++) total += values[i] as number
  return total
}
