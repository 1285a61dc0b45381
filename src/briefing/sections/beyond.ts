/** What a topic says of a window, a scope or a choice of coins that the recap does not cover. */
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { MarketcapReading } from '#src/services/marketcap.ts'
import type { ScopedMarketcap } from '#src/services/marketcap/scope.ts'
import type { Pairs } from '#src/services/correlation/pairs.ts'
import type { Mover, MoversReading } from '#src/services/movers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { VolatilityWindow } from '#src/services/volatility/volatilitywindow.ts'
import { type Section, type Statement, state } from '../section.ts'
import { marketcapSection } from './marketcap.ts'

const NAMED = 3

/** The total's section, and after it what is left without bitcoin or stablecoins. */
export function scopeSection(
  reading: Reading<MarketcapReading>,
  scope: ScopedMarketcap,
  extremes: readonly RankedExtreme[] = [],
): Section {
  const section = marketcapSection(reading, extremes)
  const change = scope.changes.find(({ days }) => days === 7)?.change
  if (scope.scope === 'total' || typeof scope.value !== 'number' || typeof change !== 'number') return section
  const key = scope.scope === 'exbtc' ? 'marketcap.withoutBitcoin' : 'marketcap.withoutStable'
  const evidence = { rule: 'total less the caps of these, day by day', without: scope.without }
  const own = state(key, { value: scope.value, change }, evidence)
  // First, as the chart that is shown is its.
  return { ...section, statements: [own, ...section.statements] }
}

/** Volatility over another number of days, of one coin or of two. */
export function volatilityWindowSection(windows: readonly VolatilityWindow[]): Section {
  return {
    name: 'volatility',
    statements: windows.flatMap(({ symbol, days, now, weekAgo }) => {
      if (typeof now !== 'number') return []
      const evidence = { rule: 'daily log returns, zero mean, times the square root of 365', days }
      return typeof weekAgo === 'number'
        ? [state('volatility.window', { symbol, days, now, before: weekAgo }, evidence)]
        : [state('volatility.windowLevel', { symbol, days, now }, evidence)]
    }),
    missing: windows.flatMap(({ asset, now }) =>
      typeof now === 'number' ? [] : [{ figure: `volatility.${asset}.rv7d`, reason: now.missing }],
    ),
  }
}

const PAIRS = {
  named: 'correlation.pairsNamed',
  listed: 'correlation.pairs',
  all: 'correlation.pairsLargest',
  top10: 'correlation.pairsTopTen',
  rank11to49: 'correlation.pairsOfTier',
  rank50to100: 'correlation.pairsOfTier',
} as const

/** How closely chosen coins, or a tier, move together. */
export function pairsSection({ of, days, mean, matrix, highest, lowest }: Pairs): Section {
  const missing = typeof mean === 'number' ? [] : [{ figure: 'correlation.pairs.mean', reason: mean.missing }]
  if (typeof mean !== 'number' || !matrix || !highest || !lowest) {
    return { name: 'correlation', statements: [], missing }
  }
  const evidence = { rule: 'Pearson, daily log returns, mean of all pairs', assets: matrix.assets }
  const counted = matrix.assets.length
  if (counted === 2) {
    const pair = highest.symbols.join('/')
    return {
      name: 'correlation',
      statements: [state('correlation.pair', { days, pair, mean }, evidence)],
      missing,
    }
  }
  const values = {
    days,
    counted,
    mean,
    tier: of,
    coins: matrix.symbols.map((symbol) => ({ symbol, name: symbol })),
    high: highest.symbols.join('/'),
    highest: highest.correlation,
    low: lowest.symbols.join('/'),
    lowest: lowest.correlation,
  }
  return { name: 'correlation', statements: [state(PAIRS[of], values, evidence)], missing }
}

/** Movers of a universe that is not the hundred largest. */
export function moversOfSection({ value, missing }: Reading<MoversReading>): Section {
  const { gainers, losers } = value
  const [best, worst] = [gainers[0], losers[0]]
  const values = {
    gainers: gainers.slice(0, NAMED).map(coinOf),
    losers: losers.slice(0, NAMED).map(coinOf),
    best: best && coinOf(best),
    worst: worst && coinOf(worst),
  }
  const evidence = { rule: 'simple returns of the window', counted: value.all.length }
  const key = best && worst ? 'movers.bothWaysOf' : best ? 'movers.gainersOf' : 'movers.losersOf'
  return { name: 'movers', statements: best || worst ? [state(key, values, evidence)] : [], missing }
}

/** The largest coins, ranked by their return. */
export function largestSection({ week, missing }: Reading<unknown>, coins: readonly Mover[]): Section {
  const sorted = coins.toSorted((a, b) => b.return - a.return)
  const statements: Statement[] =
    sorted.length < 2
      ? []
      : [
          state(
            'assets.largest',
            {
              counted: sorted.length,
              rising: sorted.filter((one) => one.return > 0).length,
              best: sorted.slice(0, 2).map(coinOf),
              worst: sorted.slice(-2).toReversed().map(coinOf),
            },
            { rule: 'largest by market cap at the end of the week', window: week.edition },
          ),
        ]
  return { name: 'assets', statements, missing }
}

function coinOf({ symbol, name, return: change }: Mover) {
  return { symbol, name, return: change }
}
