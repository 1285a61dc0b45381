/** Open interest: the week judged in coins, the distance from the peak of 90 days, and what both say beside the price. */
import type { StatementKey } from '#src/i18n/keys.ts'
import type { Reading } from '#src/market/reading.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { OpenInterestReading, OpenInterestRow } from '#src/services/openinterest.ts'
import type { LeverageVerdict, QuadrantWord } from '#src/services/verdicts.ts'
import { claim } from '../claim.ts'
import type { Section, Statement } from '../section.ts'
import { coinsEvidence, coinsTrend } from './evidence.ts'
import { countedOver } from './openinterest/counted.ts'
import { interestEntries } from './openinterest/entries.ts'
import { peakStatements } from './openinterest/peak.ts'

/** Below this a week's change in dollars or of the price is no move, fraction. */
const STILL = 0.01
/** Changes of coins that are news by their size. */
const LARGE = 0.05
const RULE = 'last row dated before the boundary'

const QUADRANTS: Readonly<Record<QuadrantWord, StatementKey>> = {
  'new-longs': 'openinterest.newLongs',
  'short-covering': 'openinterest.shortCovering',
  'new-shorts': 'openinterest.newShorts',
  'long-unwinding': 'openinterest.longUnwinding',
}

/** `extremes` are the week's entries of the ledger, strongest first. */
export function openinterestSection(
  { value, missing }: Reading<OpenInterestReading>,
  extremes: readonly RankedExtreme[] = [],
): Section {
  const total = value.rows.find((row) => row.asset === 'total' && row.end !== undefined)
  const coin = value.rows.find((row) => row.asset !== 'total' && row.end !== undefined)
  const { leverage } = value
  const judged = coin?.asset === leverage?.asset ? leverage : undefined
  return {
    name: 'openinterest',
    statements: [
      ...(total
        ? [inDollars(total), ...peakStatements(total, undefined, value.fallFromLongTail, extremes)]
        : []),
      ...(coin ? [judged ? inCoins(coin, judged) : inDollars(coin)] : []),
      ...(judged ? byQuadrant(judged) : []),
      ...(coin ? peakStatements(coin, judged, undefined, extremes) : []),
      ...(coin ? interestEntries(coin, extremes) : []),
      ...(total ? interestEntries(total, extremes) : []),
    ],
    missing,
  }
}

/** Stated in dollars alone, and as dollars: of all assets together there are no coins to count. */
function inDollars(row: OpenInterestRow): Statement {
  const { end = 0, weekChange: change } = row
  const whose = row.asset === 'total' ? 'total' : row.symbol
  const evidence = { rule: RULE, ...countedOver(row), percentile: row.weekChangePercentile ?? null }
  if (change === undefined) return claim('openinterest.levelOnly', { whose, end }, evidence)
  return claim('openinterest.change', { whose, end, change }, evidence, { needed: true, salience: 0.2 })
}

function inCoins(row: OpenInterestRow, verdict: LeverageVerdict): Statement {
  const { coinsWeek: coins, dollarsWeek: dollars, priceWeek: price } = verdict
  const values = { symbol: row.symbol, end: row.end, dollars, coins: { ...coins }, price }
  const large = Math.min(Math.abs(coins.low), Math.abs(coins.high)) >= LARGE && coins.low * coins.high > 0
  return claim(
    keyOf(verdict),
    values,
    { ...coinsEvidence(verdict), ...countedOver(row) },
    {
      needed: true,
      salience: large ? 0.45 : 0.25,
    },
  )
}

/** Which of dollars, coins and price the week's sentence is about. */
function keyOf({ coinsWeek, dollarsWeek, priceWeek, byPrice, byCoins }: LeverageVerdict): StatementKey {
  const trend = coinsTrend(coinsWeek)
  const flat = Math.abs(dollarsWeek) < STILL
  if (flat && trend === 'still') return 'openinterest.calm'
  if (trend === 'unclear') return byPrice && along() ? 'openinterest.priceUnclear' : 'openinterest.unclear'
  if (flat) return trend === 'more' ? 'openinterest.coinsMore' : 'openinterest.coinsFewer'
  if (trend === 'still') return along() ? 'openinterest.priceOnly' : 'openinterest.dollarsOnly'
  if ((trend === 'more') !== dollarsWeek > 0) {
    return trend === 'more' ? 'openinterest.coinsMoreAgainst' : 'openinterest.coinsFewerAgainst'
  }
  if (byPrice && along()) return 'openinterest.mostlyPrice'
  return byCoins && along() ? 'openinterest.beyondPrice' : 'openinterest.both'

  /** The price went where the dollars did, and far enough to be named. */
  function along(): boolean {
    return priceWeek !== undefined && Math.abs(priceWeek) >= STILL && priceWeek > 0 === dollarsWeek > 0
  }
}

/** Who is likely to have acted; where funding objects, that it cannot be said. */
function byQuadrant(verdict: LeverageVerdict): Statement[] {
  const { quadrant, objected, priceWeek: price, fundingStayedPositive } = verdict
  const evidence = { ...coinsEvidence(verdict), fundingStayedPositive }
  const weight = { salience: 0.35, needed: true }
  if (quadrant !== undefined) return [claim(QUADRANTS[quadrant], { price }, evidence, weight)]
  if (objected === 'new-shorts') {
    const key = fundingStayedPositive ? 'openinterest.addedFundingPositive' : 'openinterest.addedFundingApart'
    return [claim(key, { price }, evidence, weight)]
  }
  return objected === 'new-longs'
    ? [claim('openinterest.rebuiltFundingApart', { price }, evidence, weight)]
    : []
}
