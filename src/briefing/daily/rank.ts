/** What of a day deserves a sentence: the salience of the recap, with a window of one day. */
import type { DayFact, DayReading } from '#src/services/daily.ts'
import type { Extreme, ExtremeGroup } from '#src/services/extremes/extreme.ts'
import { salience } from '../salience.ts'
import type { DayItem } from './edition.ts'

/** A day without anything from here on was an ordinary one. */
export const DAILY_BAR = 0.8
const MOST_ITEMS = 5

/** Markets beside crypto fall and rise for reasons of their own; of all other groups one tells the day. */
const MOST_OF: Readonly<Partial<Record<ExtremeGroup, number>>> = { cross: 2 }
/** What was unusual the day before, in the same series on the same side, and reaches hardly further, is no news. */
const AGAIN = 0.4
const DEEPER_WEEKS = 1

/** Funding at the default rate is neutral, whatever its place: fractions per 8 hours (S4 of the rules of support). */
const NEUTRAL = { low: 0.00008, high: 0.00012, factor: 0.5 }

/** Strongest first, by salience and the weight of the group, at most five. `before` is the day before. */
export function rankDay(today: DayReading, before: DayReading): readonly DayItem[] {
  const earlier = new Map(before.facts.map((fact) => [nameOf(fact), fact]))
  const ranked = today.facts
    .filter(isTold)
    .map((fact) => itemOf(fact, earlier.get(nameOf(fact))))
    .filter(({ extreme }) => extreme.salience >= DAILY_BAR)
    .toSorted((a, b) => b.extreme.salience * b.weight - a.extreme.salience * a.weight)
  const counts = new Map<string, number>()
  const kept = ranked.filter(({ extreme: { group, series } }) => {
    const market = `${group} ${series.split('.')[1]}`
    const [ofGroup, ofMarket] = [counts.get(group) ?? 0, group === 'cross' ? (counts.get(market) ?? 0) : 0]
    if (ofGroup >= (MOST_OF[group] ?? 1) || ofMarket > 0) return false
    counts.set(group, ofGroup + 1)
    counts.set(market, ofMarket + 1)
    return true
  })
  return kept.slice(0, MOST_ITEMS)
}

/** A value inside the day is told of a high or a low alone: everything else is what the day ended with. */
function isTold({ extreme: { scope, series } }: DayFact): boolean {
  return scope === 'boundary' || /\.(?:high|low)$/u.test(series)
}

function itemOf(fact: DayFact, before: DayFact | undefined): DayItem {
  const { extreme, ...rest } = fact
  const [reach, place] = [reachSalience(extreme), placeSalience(fact)]
  const by = reach >= place ? 'since' : 'place'
  const isAgain = before !== undefined && isLevel(extreme) && isRepeated(fact, before)
  return { ...rest, extreme: { ...extreme, salience: Math.max(reach, place) * (isAgain ? AGAIN : 1) }, by }
}

/** Withheld claims have none; of a record its whole length counts. */
function reachSalience({ guard, weeks }: Extreme): number {
  return guard === undefined ? salience({ weeksSince: weeks }) : 0
}

function placeSalience({ place, extreme: { series, value } }: DayFact): number {
  if (!place) return 0
  const isNeutral = series.startsWith('funding.') && value >= NEUTRAL.low && value <= NEUTRAL.high
  return salience({ percentile: place.percentile }) * (isNeutral ? NEUTRAL.factor : 1)
}

/** A move of a day is a new event, however like yesterday's it is; a level stays where it is. */
function isLevel({ kind }: Extreme): boolean {
  return kind !== 'largest-rise' && kind !== 'largest-fall'
}

function isRepeated(fact: DayFact, before: DayFact): boolean {
  const was = Math.max(reachSalience(before.extreme), placeSalience(before))
  return was >= DAILY_BAR && fact.extreme.weeks - before.extreme.weeks <= DEEPER_WEEKS
}

function nameOf({ extreme: { series, kind } }: DayFact): string {
  return `${series} ${kind}`
}
