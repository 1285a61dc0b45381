/** Where crypto stands among the other markets: its rank, its streak, and how far the next one is. */
import type { Reading } from '#src/market/reading.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import type { AssetsReading } from '#src/services/assets.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { claim } from '../claim.ts'
import { findExtreme } from '../extremes.ts'
import { ofWeeks } from '../salience.ts'
import type { Statement } from '../section.ts'
import { extentOf } from '../thread/entries.ts'

/** Coins in the index where none is missing. */
const THIRTY = 30
/** With fewer coins the index is named with their number, not as one of thirty. */
const LEAST_MEMBERS = 25
/** Weighs a streak of ranks beside the ledger's groups. */
const WEIGHT = 0.85
/** From here on it is stated since when no streak of ranks was as long. */
const NEWS = 0.45
/** A gap to the next market from here on is stated, and a change of it, fractions. */
const WIDE = 0.05
const MOVED = 0.02

type RankHistory = AssetsReading['rankHistory']

export function placeStatements(
  { value, week }: Reading<AssetsReading>,
  change: number,
  extremes: readonly RankedExtreme[],
): Statement[] {
  return [placeOf(value, change, week.edition, extremes), ...fewer(value), ...gapOf(value, extremes)]
}

function placeOf(
  value: AssetsReading,
  change: number,
  window: string,
  extremes: readonly RankedExtreme[],
): Statement {
  const { rank, of, weeksLast, weeksFirst, rankHistory } = value
  const evidence = {
    rule: 'rank 1 is the best week return; ranked are crypto and all of class equity, bond, commodity, fx',
    window,
    ranks: rankHistory.slice(0, 13).map((one) => `${one.edition}: ${one.rank}/${one.of}`),
  }
  if (rank === undefined || of === undefined) {
    return claim('assets.unranked', { change }, evidence, { needed: true })
  }
  const last = rank === of
  // Two that share the first rank are neither of them first.
  const first = rank === 1 && weeksFirst !== 0
  if (last || first) {
    const weeks = (last ? weeksLast : weeksFirst) ?? 1
    const streak = findExtreme(extremes, `cross.crypto.${last ? 'last' : 'first'}`, 'longest-run')
    if (streak && streak.value === weeks && streak.salience >= NEWS) {
      const measured = { change, of, weeks, extent: extentOf(streak) }
      const weight = { needed: true, entries: [streak] }
      return claim(last ? 'assets.worstStreakSince' : 'assets.bestStreakSince', measured, evidence, weight)
    }
    const key = last ? (weeks > 1 ? 'worstStreak' : 'worst') : weeks > 1 ? 'bestStreak' : 'best'
    const salience = ofWeeks(weeksSinceStreak(rankHistory, last, weeks), WEIGHT)
    return claim(`assets.${key}`, { change, of, weeks }, evidence, { salience, needed: true })
  }
  const before = weeksLastBefore(rankHistory)
  if (before >= 2) {
    const salience = ofWeeks(before, WEIGHT)
    return claim('assets.leftLast', { change, rank, of, weeks: before }, evidence, { salience, needed: true })
  }
  return claim('assets.placed', { change, rank, of }, evidence, { needed: true })
}

/** An index of thirty that has far fewer says so where it is stated, and not in a footer alone. */
function fewer({ members }: AssetsReading): Statement[] {
  if (members === undefined || members >= LEAST_MEMBERS) return []
  return [claim('assets.indexOfFewer', { members, of: THIRTY }, { members }, { needed: true })]
}

/** The gap to the market next to crypto, and where it was a week before. */
function gapOf({ gap }: AssetsReading, extremes: readonly RankedExtreme[]): Statement[] {
  const entry = findExtreme(extremes, 'cross.crypto.gap')
  if (gap === undefined || (Math.abs(gap.gap) < WIDE && !entry)) return []
  const evidence = {
    rule: 'return of crypto less that of the ranked market next to it',
    neighbour: gap.neighbour,
    gap: gap.gap,
    gapBefore: gap.before ?? null,
  }
  const weight = { salience: 0.3, ...(entry && { entries: [entry] }) }
  const { neighbour, before } = gap
  const wider = before === undefined ? 0 : Math.abs(gap.gap) - Math.abs(before)
  if (before !== undefined && Math.abs(wider) >= MOVED) {
    const values = { gap: gap.gap, before, wider }
    return [claim(gap.gap < 0 ? 'assets.gapBehindMoved' : 'assets.gapAheadMoved', values, evidence, weight)]
  }
  return [
    claim(
      gap.gap < 0 ? 'assets.gapBehind' : 'assets.gapAhead',
      { neighbour, gap: gap.gap },
      evidence,
      weight,
    ),
  ]
}

/** Weeks since crypto last kept first or last place for as long; the record's length where it never did. */
function weeksSinceStreak(history: RankHistory, last: boolean, length: number): number {
  let run = 0
  for (const [index, { rank, of }] of history.entries()) {
    if (index < length) continue
    run = (last ? rank === of : rank === 1) ? run + 1 : 0
    if (run >= length) return index - length + 1
  }
  return history.length
}

/** How many weeks in a row, up to the one before this, crypto came last; a week without a rank ends the count. */
function weeksLastBefore(history: RankHistory): number {
  const newest = history[0]
  if (newest === undefined) return 0
  const at = startOfDay(newest.edition)
  const earlier = history.slice(1)
  const index = earlier.findIndex(
    ({ edition, rank, of }, weeks) => rank !== of || startOfDay(edition) !== at - (weeks + 1) * 7 * DAY,
  )
  return index < 0 ? earlier.length : index
}
