/** Correlation: how tightly the tiers move, and whether that has changed on the same coins. */
import type { Reading } from '#src/market/reading.ts'
import { isoOf } from '#src/market/time.ts'
import type { CorrelationReading, TierRow } from '#src/services/correlation.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { claim } from '../claim.ts'
import { findExtreme } from '../extremes.ts'
import type { Section, Statement } from '../section.ts'
import { extentOf } from '../thread/entries.ts'

/** A gap between the tiers from which correlation is higher at the top. */
const GAP = 0.15
/** Both tiers above this: the market moves as one. */
const TIGHT = 0.7
/** How much of a change must hang on one day for the day to be named. */
const DAY_MATTERS = 0.03
/** From here on the change is stated as the largest of a while, whatever was stated before. */
const LARGEST = 0.55
const SHOWN = 0.4
const ASKED = 0.15
const RULE = 'mean of all pairs, 30 daily log returns, of the members of four weeks ago; without any one day'

export function correlationSection(
  { value, missing }: Reading<CorrelationReading>,
  extremes: readonly RankedExtreme[] = [],
): Section {
  const [top, tail] = (['top10', 'rank50to100'] as const).map((tier) =>
    value.tiers.find((row) => row.tier === tier && !row.few),
  )
  const entry = findExtreme(extremes, 'breadth.correlation')
  const statements = [
    ...shifted(top, SHOWN, entry ? [entry] : []),
    ...largest(top, entry),
    ...levels(top, tail),
    // Where the top ten has changed too, its change is the one to state.
    ...shifted(tail, top?.shifted ? ASKED : SHOWN, []),
  ]
  return { name: 'correlation', statements, missing }
}

/** By rule of the reading: the same coins, a tenth or more, and not by one day alone. */
function shifted(row: TierRow | undefined, salience: number, entries: readonly RankedExtreme[]): Statement[] {
  const { tier, shift, shifted } = row ?? {}
  if (tier === undefined || !shift || !shifted) return []
  const { before, now, without, members } = shift
  const evidence = {
    rule: RULE,
    members,
    before,
    now,
    withoutDay: without ? isoOf(without.day).slice(0, 10) : null,
    withoutMean: without?.mean ?? null,
  }
  const values = { tier, counted: members.length, before, now }
  const rose = now > before
  const weight = { salience, entries }
  const effect = without ? Math.abs(without.mean - (without.side === 'left' ? before : now)) : 0
  if (!without || effect < DAY_MATTERS) {
    return [claim(rose ? 'correlation.rose' : 'correlation.fell', values, evidence, weight)]
  }
  const compared = { ...values, day: without.day, without: without.mean }
  const key =
    without.side === 'left'
      ? rose
        ? 'correlation.roseWithoutThen'
        : 'correlation.fellWithoutThen'
      : rose
        ? 'correlation.roseWithoutNow'
        : 'correlation.fellWithoutNow'
  return [claim(key, compared, evidence, weight)]
}

/** The change of the same coins is the largest of a while: said behind it. */
function largest(row: TierRow | undefined, entry: RankedExtreme | undefined): Statement[] {
  const { shift, shifted } = row ?? {}
  if (!shift || !shifted || !entry || entry.salience < LARGEST) return []
  if (Math.abs(shift.now - shift.before - entry.value) > 1e-9) return []
  const key = entry.value > 0 ? 'correlation.largestRise' : 'correlation.largestFall'
  const evidence = { rule: RULE, before: shift.before, now: shift.now }
  return [claim(key, { extent: extentOf(entry) }, evidence, { entries: [entry], needed: true })]
}

function levels(top: TierRow | undefined, tail: TierRow | undefined): Statement[] {
  if (top?.mean === undefined) return []
  const evidence = { rule: 'mean of all pairs, 30 daily log returns', members: top.members }
  if (tail?.mean === undefined) {
    return [claim('correlation.oneTier', { mean: top.mean }, evidence, { salience: ASKED })]
  }
  const values = { top: top.mean, tail: tail.mean }
  const apart = top.mean - tail.mean >= GAP
  const key = apart ? 'concentrated' : Math.min(top.mean, tail.mean) >= TIGHT ? 'tight' : 'tiers'
  return [claim(`correlation.${key}`, values, evidence, { salience: apart ? SHOWN : ASKED })]
}
