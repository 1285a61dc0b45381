/** Bitcoin’s funding in the fixture. */
import type { Point } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import { sheetRowOf } from '../sheetrows.ts'
import { dice } from '../dice.ts'
import { end, prices } from './path.ts'

/** What `/funding` has of bitcoin: negative settlements at the end of a positive half-year. */
export function fundingValue() {
  return {
    asset: 'bitcoin',
    symbol: 'BTC',
    referenceVenue: 'binance',
    venues: [],
    absentVenues: [],
    weighting: 'equal' as const,
    rate8h: -0.000042,
    weekMean8h: -0.000011,
    apr: -0.046,
    run: {
      sign: 'negative' as const,
      prints: 4,
      hours: 32,
      since: '2025-11-22T16:00:00Z',
      recordStart: '2025-05-28',
      lastEarlierRunAtLeastAsLong: null,
      lastEarlierSamePrint: null,
    },
    turnedThisWeek: true,
    verdict: {
      asset: 'bitcoin',
      venues: [
        {
          venue: 'binance',
          word: 'low' as const,
          mean: -0.000011,
          meanBefore: 0.000031,
          negative: 4,
          positive: 17,
          settlements: 21,
          expected: 21,
          before: { negative: 0, positive: 21, settlements: 21 },
          turned: 'negative' as const,
          turnedAfter: { last: end - 29 * DAY, recordStart: end - 180 * DAY },
          endRun: {
            sign: 'negative' as const,
            settlements: 4,
            hours: 32,
            from: end - DAY,
            to: end,
          },
        },
      ],
      absent: [],
      sign: 'negative' as const,
      turnedTogether: {
        sign: 'negative' as const,
        last: end - 29 * DAY,
        recordStart: end - 180 * DAY,
      },
    },
    priceBeforeTurn: 114_900,
    daily: dailyFunding(),
    prices,
    sheet: sheetRowOf(-0.0000064, -0.00004, end - DAY, 'points'),
  }
}

function dailyFunding(): Point[] {
  const random = dice(5)
  return Array.from({ length: 180 }, (_, i) => {
    const ago = 179 - i
    const base = ago < 6 ? -0.00003 : ago < 45 ? 0.00004 : 0.00007
    const rate = base + Math.sin(i / 9) * 0.00003 + (random() - 0.5) * 0.00005
    // Two days without a settlement on record.
    return [end - (ago + 1) * DAY, ago === 100 || ago === 101 ? null : Math.min(rate, 0.0001)]
  })
}
