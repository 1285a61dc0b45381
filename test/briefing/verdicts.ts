/** Hand-made verdicts and entries of the ledger, for tests of the sections that read them. */
import { DAY, HOUR, startOfDay } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { fundingWord } from '#src/services/funding/support.ts'
import type { FundingVerdict, FundingWeek, LeverageVerdict } from '#src/services/verdicts.ts'
import { week } from './handmade.ts'

export function leverageOf(more: Partial<LeverageVerdict> = {}): LeverageVerdict {
  return {
    word: 'added',
    asset: 'bitcoin',
    symbol: 'BTC',
    hours: [15, 16, 17, 18, 24],
    coinsWeek: { low: 0.046, high: 0.077 },
    dollarsWeek: -0.031,
    priceWeek: -0.0998,
    byPrice: true,
    byCoins: false,
    fundingStayedPositive: true,
    ...more,
  }
}

export function venueWeek(more: Partial<FundingWeek> = {}): FundingWeek {
  const { mean = 0.0000605, negative = 1, positive = 19, settlements = 20 } = more
  return {
    venue: 'binance',
    word: fundingWord(mean, { negative, positive, settlements }),
    mean: 0.0000605,
    meanBefore: 0.0000552,
    negative: 1,
    positive: 19,
    settlements: 20,
    expected: 21,
    before: { negative: 1, positive: 20, settlements: 21 },
    ...more,
  }
}

export const HYPERLIQUID = venueWeek({
  venue: 'hyperliquid',
  mean: 0.0000996,
  meanBefore: 0.0000919,
  negative: 0,
})

export function fundingOf(
  venues: readonly FundingWeek[],
  more: Partial<FundingVerdict> = {},
): FundingVerdict {
  return { asset: 'bitcoin', venues, absent: [], sign: 'positive', ...more }
}

/** An entry of the week to 24 November 2025 that reaches back to `since`. */
export function entry(series: string, more: Partial<RankedExtreme> = {}): RankedExtreme {
  const at = week.end - DAY
  const since = startOfDay('2025-06-23')
  return {
    group: 'marketcap',
    series,
    kind: 'low',
    value: 1,
    unit: 'USD',
    at,
    span: HOUR,
    scope: 'inside',
    since,
    equal: false,
    recordStart: startOfDay('2025-01-29'),
    weeks: (at - since) / (7 * DAY),
    evidence: { sources: [] },
    salience: 0.5,
    ...more,
  }
}
