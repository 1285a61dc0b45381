/** The timeline: the dated extremes of the week, in the order of time. */
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Statement } from '../section.ts'
import { directionOf, formOf, isOfWeek, valuesOf } from './entries.ts'
import { lineOf, SECTION_BAR, SUMMARY_BAR, publishable, type ThreadMaterial } from './material.ts'
import type { ThreadStatementKey } from '../section.ts'

export interface TimelineDay {
  /** 00:00 UTC. */
  readonly day: Instant
  readonly items: readonly Statement[]
}

const FEWEST = 3
const MOST = 6
/** Lines that one group may have. */
const OF_A_GROUP = 2

/** Entries above the summary's bar; where they fill fewer than three days, weaker ones too; else none at all. */
export function timelineOf({ week, extremes, symbolOf }: ThreadMaterial): TimelineDay[] {
  const dated = publishable(extremes).filter(
    (entry) =>
      isEvent(entry) &&
      entry.at >= week.start &&
      entry.at <= week.end &&
      !supersededBy(entry, extremes) &&
      !isOfCrossing(entry, extremes),
  )
  for (const bar of [SUMMARY_BAR, SECTION_BAR]) {
    const chosen = choose(dated.filter(({ salience }) => salience >= bar))
    const days = Map.groupBy(chosen, (entry) => floorToDay(entry.at))
    if (days.size < FEWEST) continue
    return [...days]
      .map(([day, entries]) => ({
        day,
        items: entries.toSorted((a, b) => a.at - b.at).map((entry) => itemOf(entry)),
      }))
      .sort((a, b) => a.day - b.day)
  }
  return []

  function itemOf(entry: RankedExtreme): Statement {
    const form = formOf(entry)
    const key = form === 'readingEnd' ? (entry.series.endsWith('.close') ? 'close' : 'reading') : form
    const hour = entry.span < DAY && form === 'mark' ? { hour: entry.at } : {}
    return lineOf(`thread:timeline.${key}` as ThreadStatementKey, { ...valuesOf(entry, symbolOf), ...hour }, [
      entry,
    ])
  }
}

/** The strongest six days' worth, at most two a group. */
function choose(entries: readonly RankedExtreme[]): RankedExtreme[] {
  const chosen: RankedExtreme[] = []
  for (const entry of entries) {
    const ofGroup = chosen.filter(({ group }) => group === entry.group).length
    const days = new Set([...chosen, entry].map(({ at }) => floorToDay(at)))
    if (ofGroup < OF_A_GROUP && days.size <= MOST) chosen.push(entry)
  }
  return chosen
}

/** A rolling volatility is the sum of days, and happens on none of them. */
function isEvent(entry: RankedExtreme): boolean {
  return !isOfWeek(entry) && entry.group !== 'volatility' && entry.group !== 'breadth'
}

/** `marketcap.total` of its values, closes, highs, lows and levels crossed. */
function stem(series: string): string {
  return series.replace(/\.(?:value|snapshot|close|low|high|beyond)$/u, '')
}

/** A low that reaches back no further than the level crossed on the way to it is the same move. */
function isOfCrossing(entry: RankedExtreme, extremes: readonly RankedExtreme[]): boolean {
  if (entry.kind === 'first-beyond' || entry.since === null) return false
  return publishable(extremes).some(
    (other) =>
      other.kind === 'first-beyond' &&
      stem(other.series) === stem(entry.series) &&
      directionOf(other) === directionOf(entry) &&
      other.salience >= SUMMARY_BAR &&
      other.since !== null &&
      floorToDay(other.since) === floorToDay(entry.since ?? 0),
  )
}

/** One series is dated once a day: by its strongest entry, of equal ones of a side by the first in the ledger's order. */
function supersededBy(entry: RankedExtreme, extremes: readonly RankedExtreme[]): boolean {
  const place = extremes.indexOf(entry)
  return extremes.some(
    (other, at) =>
      other !== entry &&
      other.guard === undefined &&
      floorToDay(other.at) === floorToDay(entry.at) &&
      stem(other.series) === stem(entry.series) &&
      (other.salience > entry.salience ||
        (other.salience === entry.salience && at < place && directionOf(other) === directionOf(entry))),
  )
}
