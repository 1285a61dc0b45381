/** How far apart the values of a series are: of venues' prices a minute; in a replay as far apart as the closes on record. */
import { isReplay } from '#src/market/asof.ts'
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { cadenceOf, needsMinutes, type WatchedSeries } from '#src/market/watched.ts'
import { closesOf, isOfHours } from './past.ts'

/** Milliseconds between two values of a series. */
export type Cadence = (series: WatchedSeries) => number

/** What holds for the series of a history. */
export function cadenceIn(history: History): Cadence {
  if (!isReplay(history)) return cadenceOf
  return (series) =>
    needsMinutes(series) && 'asset' in series
      ? (closesOf(series.asset, history)?.every ?? DAY)
      : cadenceOf(series)
}

/** How often a series of a history has a new value, as people are told: of what is made of closes, as far apart as these are. */
export function resolutionIn(history: History): Cadence {
  const cadence = cadenceIn(history)
  return (series) => (isOfHours(series) ? (closesOf(series.asset, history)?.every ?? DAY) : cadence(series))
}
