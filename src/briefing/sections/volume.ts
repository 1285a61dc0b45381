/** Spot: the week's turnover against the weeks before, and spot's share of trading. */
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { VolumeReading } from '#src/services/volume.ts'
import { claim, reachOf } from '../claim.ts'
import { findExtreme } from '../extremes.ts'
import { ofWeeks } from '../salience.ts'
import { type Section, type Statement, weeksFrom } from '../section.ts'

/** "Highest since" is said from this many weeks on. */
const WEEKS_TO_NOTE = 6
/** From here on turnover is stated as above its average. */
const ABOVE = 1.05
/** Weights beside the ledger's groups: a share drifts, and its extremes count less. */
const WEIGHT = 0.8
const SHOWN = 0.4
const MOVED = 0.3
const ASKED = 0.15
/** A change from the week before that is worth a line, fraction. */
const CHANGE = 0.1

export function volumeSection(
  { value, missing, week }: Reading<VolumeReading>,
  extremes: readonly RankedExtreme[] = [],
): Section {
  const statements = [...turnover(value), ...extreme(extremes), ...share(value, week.end)]
  return { name: 'volume', statements, missing }
}

function turnover(value: VolumeReading): Statement[] {
  const { week, ratio, word, venues, compared } = value
  // A mean of fewer venues says nothing of this amount.
  if (week === undefined || ratio === undefined || word === undefined || value.meanPart)
    return twoWeeks(value)
  const evidence = {
    rule: 'week over the mean of the four before',
    mean4w: value.mean4w ?? null,
    ratio,
    venues,
    bitcoin: value.bitcoin ?? null,
  }
  const values = { week, ratio }
  if (value.heldUp) return [claim('volume.heldUp', values, evidence, { salience: SHOWN })]
  switch (word) {
    case 'jumped':
      return [claim('volume.jumped', values, evidence, { salience: SHOWN })]
    case 'dried-up':
      return [claim('volume.driedUp', values, evidence, { salience: SHOWN })]
    case 'eased':
      return [claim('volume.eased', values, evidence, { salience: MOVED })]
    case 'held-up': {
      const moved = compared && Math.abs(compared.change) >= CHANGE ? MOVED : ASKED
      const key = ratio >= ABOVE ? 'volume.above' : 'volume.usual'
      return [claim(key, values, evidence, { salience: moved })]
    }
  }
}

/** Without four weeks to average: against the week before, of the venues that both weeks have, named where few lack. */
function twoWeeks({ week, venues, compared }: VolumeReading): Statement[] {
  if (compared === undefined) {
    if (week === undefined) return []
    return [claim('volume.weekOnly', { week, venues: venues.length }, { venues }, { salience: ASKED })]
  }
  const evidence = {
    rule: 'the same venues in both weeks, seven whole days each',
    venues: compared.venues,
    before: compared.before,
    without: venues.filter((venue) => !compared.venues.includes(venue)),
  }
  const values = { week: compared.week, venues: compared.venues.length, change: compared.change }
  const salience = Math.abs(compared.change) >= CHANGE ? MOVED : ASKED
  const key = compared.venues.length < venues.length ? 'volume.changedOf' : 'volume.changed'
  return [
    claim(key, key === 'volume.changed' ? values : { ...values, all: venues.length }, evidence, { salience }),
  ]
}

/** A day or a week of spot volume that the ledger holds. */
function extreme(extremes: readonly RankedExtreme[]): Statement[] {
  const evidence = { rule: 'an entry of the ledger of extremes' }
  const entry =
    findExtreme(extremes, 'volume.spot.week', 'high', 'low') ??
    findExtreme(extremes, 'volume.spot.day', 'high', 'low')
  if (!entry) return []
  const values = { amount: entry.value, reach: reachOf(entry) }
  const weight = { entries: [entry] }
  if (entry.series.endsWith('.day')) {
    const key = entry.kind === 'high' ? 'volume.dayHigh' : 'volume.dayLow'
    return [claim(key, { ...values, day: entry.at }, evidence, weight)]
  }
  return [claim(entry.kind === 'high' ? 'volume.weekHigh' : 'volume.weekLow', values, evidence, weight)]
}

function share(value: VolumeReading, end: number): Statement[] {
  const { spotShare, spotShareHighestSince: highest, spotShareLowestSince: lowest } = value
  if (spotShare === undefined) return []
  const values = { share: spotShare }
  const evidence = {
    rule: 'spot / (spot + perpetual) of each week',
    weekAgo: value.spotShareWeekAgo ?? null,
    highestSince: highest ?? null,
    ...(value.shareWithout && { without: value.shareWithout }),
  }
  const ofRecord = { salience: ofWeeks(value.weeks.length, WEIGHT) }
  if (highest === null) return [claim('volume.shareHighestOnRecord', values, evidence, ofRecord)]
  if (lowest === null) return [claim('volume.shareLowestOnRecord', values, evidence, ofRecord)]
  for (const [since, key] of [
    [highest, 'volume.shareHighest'],
    [lowest, 'volume.shareLowest'],
  ] as const) {
    if (since === undefined) continue
    const weeks = weeksFrom(since, end)
    if (weeks >= WEEKS_TO_NOTE) {
      const dated = { ...values, since: startOfDay(since) }
      return [claim(key, dated, { ...evidence, since }, { salience: ofWeeks(weeks, WEIGHT) })]
    }
  }
  return [claim('volume.share', values, evidence)]
}
