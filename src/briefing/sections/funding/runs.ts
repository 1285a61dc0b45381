/** Runs of negative funding: how long, when, and since when there was none as long. */
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { FundingReading } from '#src/services/funding/reading.ts'
import type { FundingVerdict, FundingWeek, SignRun } from '#src/services/verdicts.ts'
import { DAY, isoOf } from '#src/market/time.ts'
import { claim } from '../../claim.ts'
import { findExtreme } from '../../extremes.ts'
import type { Statement } from '../../section.ts'
import { extentOf } from '../../thread/entries.ts'
import { entryOf, venueEvidence } from '../evidence.ts'

/** By whether it ends the week, lies within one day, or spans days. */
const PLAIN = {
  end: 'funding.negativeRun',
  day: 'funding.negativeRunDay',
  inside: 'funding.negativeRunInside',
} as const
const LONGEST = {
  end: 'funding.negativeRunLongest',
  day: 'funding.negativeRunLongestDay',
  inside: 'funding.negativeRunLongestInside',
} as const

/** The reference venue's longest run, else another's that the ledger has, and how the week ended. */
export function runStatements(
  { symbol }: FundingReading,
  { asset, venues }: FundingVerdict,
  extremes: readonly RankedExtreme[],
): Statement[] {
  // Venues often turn together: another venue's run is news where the reference venue has none.
  const firstHas = venues[0]?.negativeRun !== undefined
  return venues.flatMap((venue, index) => {
    // A run of three or more is rare enough to be dated by the one before it, however few weeks ago that was.
    const entry = findExtreme(extremes, `funding.${asset}.${venue.venue}.run`, 'longest-run')
    const long = entryOf(extremes, `funding.${asset}.${venue.venue}.positiveRun`, 'longest-run')
    const run = venue.negativeRun
    const { endRun } = venue
    return [
      ...(run && (index === 0 || (entry && !firstHas)) ? [negative(symbol, asset, venue, run, entry)] : []),
      // One or two at the end are no run, and are stated as what they are.
      ...(index === 0 && endRun?.sign === 'negative' && endRun !== run && endRun.settlements < 3
        ? [lastNegative(asset, venue, endRun)]
        : []),
      ...(long?.hours === undefined ? [] : [positive(asset, venue, long)]),
    ]
  })
}

function negative(
  symbol: string,
  asset: string,
  week: FundingWeek,
  run: SignRun,
  entry: RankedExtreme | undefined,
): Statement {
  const { venue } = week
  const same = entry?.prints === run.settlements ? entry : undefined
  const values = {
    symbol,
    venue,
    hours: run.hours,
    from: run.from,
    to: run.to,
    ...(same && { extent: extentOf(same) }),
  }
  const evidence = { ...venueEvidence(asset, week), ...runEvidence(run) }
  const atEnd = week.endRun?.from === run.from
  // A run that ends the week is the state of funding now.
  const weight = { salience: 0.3, needed: atEnd, entries: same ? [same] : [] }
  const place = atEnd ? 'end' : Math.floor(run.from / DAY) === Math.floor(run.to / DAY) ? 'day' : 'inside'
  return claim((same ? LONGEST : PLAIN)[place], values, evidence, weight)
}

function lastNegative(asset: string, week: FundingWeek, run: SignRun): Statement {
  const values = { venue: week.venue, prints: run.settlements }
  const evidence = { ...venueEvidence(asset, week), ...runEvidence(run), measure: 'settlement' }
  return claim(run.settlements === 1 ? 'funding.lastNegative' : 'funding.lastTwoNegative', values, evidence, {
    salience: 0.15,
  })
}

function positive(asset: string, week: FundingWeek, entry: RankedExtreme): Statement {
  const values = { venue: week.venue, days: Math.floor((entry.hours ?? 0) / 24), extent: extentOf(entry) }
  return claim('funding.positiveRun', values, venueEvidence(asset, week), { entries: [entry] })
}

function runEvidence({ from, to, settlements, hours }: SignRun) {
  return { runFrom: isoOf(from), runTo: isoOf(to), runSettlements: settlements, runHours: hours }
}
