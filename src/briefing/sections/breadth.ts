/** Breadth: the count of risers, the tiers' medians, the few of the top ten that went the other way, coins at an extreme. */
import type { CorrelationReading, TierRow } from '#src/services/correlation.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Mover } from '#src/services/movers.ts'
import { claim, depthOf, reachOf } from '../claim.ts'
import { findExtreme } from '../extremes.ts'
import type { Statement } from '../section.ts'

/** Medians closer than this differ too little to be stated, fraction. */
const MEDIAN_GAP = 0.01
/** Medians this far apart are stated unasked, fraction. */
const MEDIANS_APART = 0.03
/** So many of the top ten at most are named against the rest. */
const EXCEPTIONS = 2
const TEN = 10
/** So many coins at an extreme are stated: in a week of lows one is much like the other. */
const COINS = 2
const SHOWN = 0.35
const ASKED = 0.15

export function breadthStatements(
  { breadth, tiers }: CorrelationReading,
  extremes: readonly RankedExtreme[],
): Statement[] {
  return [...counts(breadth, extremes), ...medians(tiers, extremes)]
}

function counts(verdict: CorrelationReading['breadth'], extremes: readonly RankedExtreme[]): Statement[] {
  if (verdict === undefined) return []
  const { rising: up, counted, word } = verdict
  const evidence = { rule: 'ranks 1-100 with a week return above zero', up, counted }
  const entry = findExtreme(extremes, 'breadth.rising')
  const salience = word === 'broad-fall' || word === 'broad-rise' ? SHOWN : ASKED
  const weight = { salience, needed: true, ...(entry && { entries: [entry] }) }
  const key =
    up === 0
      ? 'movers.breadthNone'
      : up === counted
        ? 'movers.breadthAll'
        : word === 'broad-fall'
          ? 'movers.breadth'
          : 'movers.breadthWide'
  return [claim(key, { up, counted }, evidence, weight)]
}

function medians(tiers: readonly TierRow[], extremes: readonly RankedExtreme[]): Statement[] {
  const [top, middle, tail] = (['top10', 'rank11to49', 'rank50to100'] as const).map(
    (tier) => tiers.find((row) => row.tier === tier && !row.few)?.medianReturn,
  )
  if (top === undefined || tail === undefined || Math.abs(top - tail) < MEDIAN_GAP) return []
  const values = { top, tail }
  const evidence = {
    rule: 'median week return of the members of each tier',
    top,
    middle: middle ?? null,
    tail,
  }
  const entry = findExtreme(extremes, 'breadth.gap')
  const apart = Math.abs(top - tail) >= MEDIANS_APART || top * tail < 0
  const weight = { salience: apart ? SHOWN : ASKED, ...(entry && { entries: [entry] }) }
  // "The smaller, the harder" is said only where the middle tier lies between the two.
  const steps = middle !== undefined && (top - middle) * (middle - tail) > 0
  if (top < 0 && tail < 0) {
    const key = top < tail ? 'movers.topFellMost' : steps ? 'movers.smallerFellMore' : 'movers.tailFellMost'
    return [claim(key, values, evidence, weight)]
  }
  if (top > 0 && tail > 0) {
    const key = top > tail ? 'movers.topRoseMost' : steps ? 'movers.smallerRoseMore' : 'movers.tailRoseMost'
    return [claim(key, values, evidence, weight)]
  }
  return [claim('movers.medians', values, evidence, weight)]
}

/** The one or two of the ten largest that rose while the others fell, or fell while they rose. */
export function topTen(all: readonly Mover[]): Statement[] {
  const ten = all.filter((one) => one.rank <= TEN)
  if (ten.length < TEN) return []
  const risers = ten.filter((one) => one.return > 0).toSorted((a, b) => b.return - a.return)
  const fallers = ten.filter((one) => one.return < 0).toSorted((a, b) => a.return - b.return)
  const evidence = {
    rule: 'ranks 1-10 by market cap at the end of the week',
    assets: ten.map((one) => one.asset),
    rising: risers.map((one) => one.asset),
    falling: fallers.map((one) => one.asset),
  }
  const weight = { salience: SHOWN }
  const [riser, faller] = [risers[0], fallers[0]]
  if (riser && risers.length <= EXCEPTIONS && risers.length + fallers.length === TEN) {
    const coins = risers.map(coinOf)
    return risers.length === 1
      ? [claim('movers.onlyRiser', { coin: coinOf(riser) }, evidence, weight)]
      : [claim('movers.fewRisers', { coins }, evidence, weight)]
  }
  if (faller && fallers.length <= EXCEPTIONS && risers.length + fallers.length === TEN) {
    const coins = fallers.map(coinOf)
    return fallers.length === 1
      ? [claim('movers.onlyFaller', { coin: coinOf(faller) }, evidence, weight)]
      : [claim('movers.fewFallers', { coins }, evidence, weight)]
  }
  return []
}

/** Coins of the top ten whose close is an extreme, without bitcoin and ethereum, which have a group of their own. */
export function coinEntries(all: readonly Mover[], extremes: readonly RankedExtreme[]): Statement[] {
  const byDepth = extremes.toSorted((a, b) => depthOf(b) - depthOf(a))
  const statements = byDepth.flatMap((entry) => {
    const id = /^coins\.(?<id>[^.]+)\.close$/u.exec(entry.series)?.groups?.id
    const coin = all.find((one) => one.asset === id)
    if (!coin || entry.guard !== undefined || (entry.kind !== 'high' && entry.kind !== 'low')) return []
    const { symbol, name } = coin
    const values = {
      coin: { symbol, name },
      price: entry.value,
      day: entry.at,
      reach: reachOf(entry),
    }
    const evidence = { rule: 'an entry of the ledger of extremes', asset: coin.asset }
    const key = entry.kind === 'high' ? 'movers.coinHigh' : 'movers.coinLow'
    return [claim(key, values, evidence, { entries: [entry] })]
  })
  return statements.slice(0, COINS)
}

function coinOf({ symbol, name, return: change }: Mover) {
  return { symbol, name, return: change }
}
