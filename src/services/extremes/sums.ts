/** Daily sums over venues. Where other venues are counted than the day before, earlier days are no comparison. */
import { type Series, seriesOf } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'

export interface Sum {
  readonly data: Series
  /** Indices of the days on which the set of venues is another than the day before. */
  readonly breaks: ReadonlySet<number>
}

export function sumOfVenues(venues: readonly Series[]): Sum {
  const days = new Map<number, { sum: number; names: string }>()
  venues.forEach(({ times, values }, venue) => {
    times.forEach((time, i) => {
      const day = days.get(time) ?? { sum: 0, names: '' }
      days.set(time, { sum: day.sum + (values[i] as number), names: `${day.names} ${venue}` })
    })
  })
  const data = seriesOf([...days].map(([time, { sum }]) => [time, sum]))
  const breaks = new Set<number>()
  data.times.forEach((time, i) => {
    if (i > 0 && days.get(time)?.names !== days.get(data.times[i - 1] as number)?.names) breaks.add(i)
  })
  return { data, breaks }
}

/** A venue that reported nothing for so long is none any more. */
const SEEN = 35 * DAY
/** Half a year: of venues that reach back so far none is left out for a longer one. */
const REACH = 182 * DAY

/**
 * Of the venues that report until now those that reach back as far as the longest of them, or half a year: one that begins
 * today would cut the past of all, and one that has ended would.
 */
export function longestSet<Venue extends Series>(venues: readonly Venue[], now: Instant): readonly Venue[] {
  const seen = venues.filter(({ times }) => (times.at(-1) ?? Number.NEGATIVE_INFINITY) >= now - SEEN)
  const counted = seen.length > 0 ? seen : venues
  const first = Math.min(...counted.map(({ times }) => times[0] ?? Number.POSITIVE_INFINITY))
  const until = Math.max(first, now - REACH)
  return counted.filter(({ times }) => (times[0] ?? Number.POSITIVE_INFINITY) <= until)
}
