/** What a topic says of a window, a scope or a choice of coins that the recap does not cover. */
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { MarketcapReading } from '#src/services/marketcap.ts'
import type { ScopedMarketcap } from '#src/services/marketcap/scope.ts'
import type { Pairs } from '#src/services/correlation/pairs.ts'
import type { Mover, MoversReading } from '#src/services/movers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { VolatilityWindow } from '#src/services/volatility/volatilitywindow.ts'
import { type Day, startOfDay } from '#src/market/time.ts'
import { type Section, type Statement, state, weeksFrom } from '../section.ts'
import { marketcapSection } from './marketcap.ts'
import { withWindow } from './window.ts'

const NAMED = 3

/** Weeks since it was as low or as high from which on that is news. */
const WEEKS_TO_NOTE = 6
/** From here on a distance from the highest is stated, fraction. */
const FAR = -0.1

/**
 * The total's section; of what is left without bitcoin or stablecoins only its own figures. A window that was chosen
 * comes first, as the chart that is shown is of it.
 */
export function scopeSection(
  reading: Reading<MarketcapReading>,
  scope: ScopedMarketcap,
  extremes: readonly RankedExtreme[] = [],
  isWindowChosen = false,
): Section {
  const window = isWindowChosen || scope.scope !== 'total' ? overWindow(scope) : []
  if (scope.scope !== 'total') return { name: 'marketcap', ...ownOf(scope, window, reading.week.end) }
  return withWindow(marketcapSection(reading, extremes), window, reading.week.end)
}

function overWindow({ scope, value, overWindow: over }: ScopedMarketcap): Statement[] {
  if (over === undefined || typeof value !== 'number') return []
  const evidence = { rule: 'snapshots at both ends of the window', days: over.days }
  return [state('marketcap.scopeWindow', { scope, value, ...over }, evidence)]
}

function ownOf(
  { scope, value, changes, without, crossed = [], lowestSince, highestSince, peak }: ScopedMarketcap,
  window: readonly Statement[],
  end: number,
): Pick<Section, 'statements' | 'missing'> {
  const change = changes.find(({ days }) => days === 7)?.change
  if (typeof value !== 'number') {
    return { statements: [], missing: [{ figure: 'marketcap.total.end', reason: value.missing }] }
  }
  const evidence = { rule: 'total less the caps of these, day by day', without }
  const week =
    typeof change === 'number'
      ? state(
          window.length > 0 ? 'marketcap.scopeWeekToo' : 'marketcap.scopeWeek',
          { scope, value, change },
          evidence,
        )
      : state('marketcap.scopeLevel', { scope, value }, evidence)
  const crossing = crossed.at(-1)
  const fall = 'missing' in peak ? 0 : value / peak.value - 1
  return {
    statements: [
      ...window,
      week,
      ...(crossing
        ? [
            state(
              crossing.direction === 'down' ? 'marketcap.scopeCrossedDown' : 'marketcap.scopeCrossedUp',
              { level: crossing.level, date: startOfDay(crossing.date) },
              evidence,
            ),
          ]
        : []),
      ...since('marketcap.scopeLowest', lowestSince),
      ...since('marketcap.scopeHighest', highestSince),
      ...('missing' in peak || fall > FAR
        ? []
        : [
            state(
              'marketcap.scopePeak',
              { drawdown: fall, peak: peak.value, date: startOfDay(peak.day) },
              evidence,
            ),
          ]),
    ],
    missing: [],
  }

  function since(
    key: 'marketcap.scopeLowest' | 'marketcap.scopeHighest',
    day: Day | null | undefined,
  ): Statement[] {
    if (typeof day !== 'string' || weeksFrom(day, end) < WEEKS_TO_NOTE) return []
    return [state(key, { since: startOfDay(day) }, { ...evidence, since: day })]
  }
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
