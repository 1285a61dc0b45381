import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { seriesOf } from '#src/market/series.ts'
import { DAY, isoOf } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import {
  fundingObjects,
  isByPrice,
  isPeakAtEdge,
  leverageWord,
  quadrantOf,
} from '#src/services/openinterest/support.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import type { FundingWeek } from '#src/services/verdicts.ts'
import { buildHistory, generate } from '../../support/history.ts'
import { readHistory } from '../../support/histories.ts'
import { describeWithShared } from '../../support/shared.ts'

const spread = (low: number, high = low) => ({ low, high })

describe('the word of leverage', () => {
  it.each([
    ['unwound', spread(-0.09, -0.05), undefined, -0.03],
    ['mixed', spread(-0.09, -0.049), undefined, -0.03],
    ['rebuilt', spread(0.02, 0.06), undefined, 0.01],
    ['added', spread(0.02, 0.06), undefined, 0.009],
    ['added', spread(0.02, 0.06), undefined, undefined],
    ['mixed', spread(0.019, 0.06), undefined, 0.02],
    ['unwound', spread(0.001), spread(-0.3, -0.2), 0],
    ['calm', spread(0.001), spread(-0.3, -0.19), 0],
    // Far below the peak, but added to this week: nothing was cut.
    ['added', spread(0.03), spread(-0.3, -0.25), 0],
    ['calm', spread(-0.0099, 0.0099), undefined, 0.05],
    ['mixed', spread(-0.01, 0.005), undefined, 0.05],
  ] as const)('%s for coins %o, from their peak %o, price %s', (word, coins, fromPeak, price) => {
    expect(leverageWord(coins, fromPeak, price)).toBe(word)
  })

  it('reports a move in dollars as price where coins explain less than half of it at every hour', () => {
    expect(isByPrice(-0.05, spread(-0.0249, 0.003))).toBe(true)
    expect(isByPrice(-0.05, spread(-0.025, 0.003))).toBe(false)
    expect(isByPrice(-0.03, spread(0.05, 0.08))).toBe(true)
    expect(isByPrice(0.05, spread(0.01, 0.024))).toBe(true)
    // A move under 1 % has nothing to explain.
    expect(isByPrice(-0.0099, spread(0))).toBe(false)
  })
})

describe('the quadrant', () => {
  it('needs 1 % of both, and one sign of the coins at every hour', () => {
    expect(quadrantOf(-0.05, spread(0.01, 0.03))).toBe('new-shorts')
    expect(quadrantOf(-0.05, spread(0.009, 0.03))).toBeUndefined()
    expect(quadrantOf(-0.05, spread(-0.015, 0.006))).toBeUndefined()
    expect(quadrantOf(-0.009, spread(0.02, 0.03))).toBeUndefined()
    expect(quadrantOf(undefined, spread(0.02, 0.03))).toBeUndefined()
    expect(quadrantOf(-0.07, spread(-0.14, -0.12))).toBe('long-unwinding')
  })

  it('is withheld where the reference venue’s funding objects', () => {
    const week = (mean: number, meanBefore?: number): FundingWeek => ({
      venue: 'binance',
      word: 'low',
      mean,
      ...(meanBefore !== undefined && { meanBefore }),
      negative: 0,
      positive: 21,
      settlements: 21,
      expected: 21,
    })
    expect(fundingObjects('new-shorts', week(-0.00001))).toBe(false)
    expect(fundingObjects('new-shorts', week(0.00002, 0.00005))).toBe(false)
    expect(fundingObjects('new-shorts', week(0.000025, 0.00005))).toBe(true)
    expect(fundingObjects('new-shorts', week(0.00002))).toBe(true)
    expect(fundingObjects('new-longs', week(0.00001))).toBe(false)
    expect(fundingObjects('new-longs', week(-0.00001))).toBe(true)
    expect(fundingObjects('new-longs', undefined)).toBe(true)
    expect(fundingObjects('long-unwinding', undefined)).toBe(false)
  })
})

describe('the peak', () => {
  it('is none on the first seven days of its window', () => {
    expect(isPeakAtEdge(7 * DAY - 1, 0)).toBe(true)
    expect(isPeakAtEdge(7 * DAY, 0)).toBe(false)
  })

  it('"the peak" of a fall of 150 days is only what is left in the window: none from day 84 on', () => {
    const first = Date.UTC(2025, 0, 1)
    const history = buildHistory({
      daily: { bitcoin: [isoOf(first - 100 * DAY), ...generate(300, () => 100_000)] },
      // 100 days of rise, then 150 of fall.
      openInterest: {
        bitcoin: {
          all: [
            isoOf(first - 100 * DAY),
            ...generate(250, (day) => (day < 100 ? 5e10 + day : 9e10 - day * 1e8)),
          ],
        },
      },
    })
    const onDay = (day: number) =>
      readOpenInterest(
        history,
        { ...weekEnding('2025-06-16'), start: first + (day - 7) * DAY, end: first + day * DAY },
        ['bitcoin'],
      ).value
    // The fall begins on day 0; 90 days before day 83 it is the eighth day of the window, before day 84 the seventh.
    expect(onDay(83).rows[0]).toMatchObject({ peak90dDate: '2025-01-01', peakAtEdge: false })
    expect(onDay(83).leverage?.coinsFromPeak?.low).toBeCloseTo(onDay(83).rows[0]?.drawdown90d ?? 0, 12)
    for (const day of [84, 100, 149]) {
      expect(onDay(day).rows[0]?.peakAtEdge, `${day}`).toBe(true)
      expect(onDay(day).leverage?.coinsFromPeak, `${day}`).toBeUndefined()
      expect(onDay(day).rows[0]?.recordPeak, `${day}`).toMatchObject({ date: '2025-01-01' })
    }
  })
})

describe('the record', () => {
  it('begins after its last hole of more than three days: before it only Mondays are known', () => {
    const whole = buildHistory({
      daily: { bitcoin: ['2025-01-01', ...generate(166, () => 100_000)] },
      openInterest: { bitcoin: { binance: ['2025-01-01', ...generate(166, (day) => 5e10 - day * 1e6)] } },
    })
    const known = (isKnown: (time: number) => boolean): History => ({
      ...whole,
      openInterest(asset, venue) {
        const series = whole.openInterest(asset, venue)
        const points = [...(series?.times ?? [])].map(
          (time, at) => [time, series?.values[at] as number] as const,
        )
        return series && seriesOf(points.filter(([time]) => isKnown(time)))
      },
    })
    const april = Date.UTC(2025, 3, 1)
    const recordOf = (history: History) => {
      const [row] = readOpenInterest(history, weekEnding('2025-06-16'), ['bitcoin']).value.rows
      return [row?.recordStart, row?.recordPeak?.date]
    }
    expect(recordOf(whole)).toEqual(['2025-01-01', '2025-01-01'])
    const mondaysUntil = (day: number) =>
      known((time) => time >= day || new Date(time + DAY).getUTCDay() === 1)
    expect(recordOf(mondaysUntil(Date.UTC(2025, 2, 4)))).toEqual(['2025-03-02', '2025-03-02'])
    // Of less than a peak's 90 days the highest is no record: one of 90 days may be higher.
    expect(recordOf(mondaysUntil(april))).toEqual([undefined, undefined])
    // Three days without a row are no such hole.
    expect(recordOf(known((time) => time === april || Math.abs(time - april) > DAY))).toEqual([
      '2025-01-01',
      '2025-01-01',
    ])
  })
})

describe('coins without hourly prices', () => {
  it('are judged at the close of the day alone', () => {
    const history = buildHistory({
      daily: { bitcoin: ['2025-06-01', ...generate(15, (day) => 100 - day)] },
      openInterest: { bitcoin: { all: ['2025-06-01', ...generate(15, (day) => 1000 - 10 * day)] } },
    })
    const { leverage } = readOpenInterest(history, weekEnding('2025-06-16'), ['bitcoin']).value
    expect(leverage).toMatchObject({ hours: [24], word: 'calm', byPrice: true })
    expect(leverage?.coinsWeek.low).toBeCloseTo(0, 12)
    expect(leverage?.coinsWeek.high).toBe(leverage?.coinsWeek.low)
  })
})

describeWithShared('open interest of the recorded weeks', ['dataset'], (dataset) => {
  let history: History
  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  function leverage(edition: string) {
    const { leverage } = readOpenInterest(history, weekEnding(edition)).value
    if (leverage === undefined) throw new Error(`no verdict of ${edition}`)
    return leverage
  }

  /** Percent with one digit, least and greatest. */
  const rounded = ({ low, high }: { low: number; high: number }) =>
    [low, high].map((value) => Math.round(value * 1000) / 10)

  it('2025-09-01: open interest in dollars told as leverage cut where coins stood still', () => {
    const verdict = leverage('2025-09-01')
    expect(verdict).toMatchObject({ word: 'calm', byPrice: true, hours: [15, 16, 17, 18, 24] })
    expect(rounded(verdict.coinsWeek)).toEqual([-0.4, 0.3])
    expect(verdict.quadrant).toBeUndefined()
  })

  it('2025-10-13: cut in coins at every hour, more than the price explains', () => {
    const verdict = leverage('2025-10-13')
    expect(verdict).toMatchObject({ word: 'unwound', byPrice: false, quadrant: 'long-unwinding' })
    expect(rounded(verdict.coinsWeek)).toEqual([-14.5, -12.8])
  })

  it('2025-10-20: no quadrant, as the sign of the coins hangs on the hour', () => {
    const verdict = leverage('2025-10-20')
    expect(verdict).toMatchObject({ word: 'mixed', byPrice: true })
    expect(rounded(verdict.coinsWeek)).toEqual([-1.5, 0.6])
    expect([verdict.quadrant, verdict.objected]).toEqual([undefined, undefined])
  })

  it('2025-11-10: "new shorts" while funding stayed positive', () => {
    expect(leverage('2025-11-10')).toMatchObject({ objected: 'new-shorts' })
  })

  it('2025-11-17: "leverage has been cut" in a week in which coins rose', () => {
    const verdict = leverage('2025-11-17')
    expect(verdict).toMatchObject({ word: 'added', byPrice: true, objected: 'new-shorts' })
    expect(verdict.quadrant).toBeUndefined()
    expect(rounded(verdict.coinsWeek)).toEqual([4.6, 7.7])
    expect(rounded(verdict.coinsFromPeak ?? spread(0))).toEqual([-9.9, -8])
  })
})
