/** Correlation: how tightly the tiers move, which tier moved most, and how many coins rose. */
import type { Reading } from '#src/market/reading.ts'
import type { CorrelationReading, TierRow } from '#src/services/correlation.ts'
import { type Section, type Statement, state } from '../section.ts'

/** A gap between the tiers from which correlation is "concentrated". */
const GAP = 0.15
/** Both tiers above this: the market moves as one. */
const TIGHT = 0.7
/** What correlations of a month are like in most weeks. */
const USUAL = 0.6
/** A change over four weeks worth a sentence. */
const SHIFT = 0.1
/** Medians closer than this differ too little to be told, fraction. */
const MEDIAN_GAP = 0.01
/** Shares of rising coins beyond which breadth is an extreme. */
const FEW = 0.2
const MANY = 0.8

export function correlationSection({ value, missing }: Reading<CorrelationReading>): Section {
  const top = value.tiers.find((row) => row.tier === 'top10')
  const tail = value.tiers.find((row) => row.tier === 'rank50to100')
  const statements = [
    ...tiers(top, tail),
    ...medians(top?.medianReturn, tail?.medianReturn),
    ...breadth(value),
  ]
  return { name: 'correlation', statements, missing }
}

function tiers(top: TierRow | undefined, tail: TierRow | undefined): Statement[] {
  if (top?.mean === undefined) return []
  const evidence = { rule: 'mean of all pairs, 30 daily log returns', members: top.members }
  if (tail?.mean === undefined) return [state('correlation.oneTier', { mean: top.mean }, evidence)]
  const values = { top: top.mean, tail: tail.mean }
  const gap = top.mean - tail.mean
  const key = gap >= GAP ? 'concentrated' : Math.min(top.mean, tail.mean) >= TIGHT ? 'tight' : 'tiers'
  const shift = top.mean4wAgo === undefined ? 0 : top.mean - top.mean4wAgo
  // No year of weekly correlations is read: the gap, or the distance from the usual level, stands in.
  const apart = key === 'concentrated' ? gap : key === 'tight' ? values.tail - USUAL : 0
  const rarity = { percentile: 0.5 + Math.min(0.35, Math.max(0, apart)) }
  const statements = [state(`correlation.${key}`, values, evidence, rarity)]
  if (top.mean4wAgo !== undefined && Math.abs(shift) >= SHIFT) {
    statements.push(state('correlation.shifted', { before: top.mean4wAgo, step: shift }))
  }
  return statements
}

function medians(top: number | undefined, tail: number | undefined): Statement[] {
  if (top === undefined || tail === undefined) return []
  const values = { top, tail }
  const evidence = { rule: 'median week return of the members of each tier' }
  const apart = Math.abs(top - tail) >= MEDIAN_GAP
  if (top < 0 && tail < 0 && apart) {
    return [state(top < tail ? 'correlation.topFellMost' : 'correlation.tailFellMost', values, evidence)]
  }
  if (top > 0 && tail > 0 && apart) {
    return [state(top > tail ? 'correlation.topRoseMost' : 'correlation.tailRoseMost', values, evidence)]
  }
  return apart ? [state('correlation.medians', values, evidence)] : []
}

function breadth({ breadth: verdict }: CorrelationReading): Statement[] {
  if (verdict === undefined) return []
  const { rising: up, counted } = verdict
  const breadth = up / counted
  const extreme = breadth <= FEW || breadth >= MANY
  // Nearly all coins rise or fall together about once a month: rarer than most weeks, not the rarest of claims.
  const rarity = extreme ? { percentile: 0.5 + 0.75 * (breadth - 0.5) } : {}
  const key =
    up === 0
      ? 'correlation.breadthNone'
      : up === counted
        ? 'correlation.breadthAll'
        : breadth <= FEW
          ? 'correlation.breadth'
          : 'correlation.breadthWide'
  return [state(key, { up, counted }, { rule: 'ranks 1-100 with a week return above zero' }, rarity)]
}
