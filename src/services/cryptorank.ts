/** The place of crypto among the assets of other markets, week by week. */
import type { History } from '#src/market/history.ts'
import type { Day } from '#src/market/time.ts'
import { type Week, weekBefore, weekEnding } from '#src/market/week.ts'
import { type Place, placeAmong, weeksInARow } from '#src/metrics/ranks.ts'
import { crossWeek, isRankedClass } from './crossweek.ts'
import { topThirty } from './indices.ts'
import { rememberPerHistory } from './memory.ts'
import { type Gap, gap, isGap } from './publish.ts'
import { firstMarketCap, midnightsOf } from './universe.ts'

export interface RankedWeek {
  readonly edition: Day
  /** Undefined where the week has no index, or nothing to rank it with. */
  readonly place: Place | undefined
}

/** Place of our Top 30 among itself and every asset of a ranked class with a return of that week. */
export function cryptoPlace(history: History, { edition, zone }: Week): Place | Gap {
  return placeOf(history, edition, zone)
}

const placeOf = rememberPerHistory((history, edition: Day, zone: string): Place | Gap => {
  const week = weekEnding(edition, zone)
  const { start, end } = midnightsOf(week)
  const index = topThirty(history, start, end)
  if (isGap(index)) return index
  const others = history.crossAssets
    .filter((asset) => isRankedClass(asset.class))
    .map((asset) => crossWeek(history, asset, week))
    .flatMap((row) => (isGap(row) ? [] : [row.return]))
  return others.length === 0 ? gap('too-few-members', 'cross_assets') : placeAmong(index.return, others)
})

/** Every week back to the oldest that could be ranked, the given one first. Empty where none could. */
export function rankedWeeks(history: History, week: Week): RankedWeek[] {
  const first = firstMarketCap(history)
  const weeks: RankedWeek[] = []
  for (let at = week; first !== undefined && midnightsOf(at).start >= first; at = weekBefore(at)) {
    const place = cryptoPlace(history, at)
    weeks.push({ edition: at.edition, place: isGap(place) ? undefined : place })
  }
  // Weeks before anything could be ranked are no weeks "without an index": the record begins after them.
  return weeks.slice(0, weeks.findLastIndex((ranked) => ranked.place !== undefined) + 1)
}

/** Weeks in a row at one end; 0 where it is not there this week, a gap where the record has no answer. */
export function weeksAt(end: 'first' | 'last', weeks: readonly RankedWeek[]): number | Gap {
  return (
    weeksInARow(
      end,
      weeks.map((ranked) => ranked.place),
    ) ?? gap('record-too-short', 'market_caps')
  )
}
