/** Daily sums over venues. Where other venues are counted than the day before, earlier days are no comparison. */
import { type Series, seriesOf } from '#src/market/series.ts'

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
