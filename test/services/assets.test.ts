import { describe, expect, it } from 'vitest'
import type { CrossAssetClass } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { weekEnding } from '#src/market/week.ts'
import { readAssets } from '#src/services/assets.ts'
import { buildHistory, type Dated, generate, instantOf } from '../support/history.ts'

const week = weekEnding('2025-06-16')
const COINS = ['bitcoin', 'ethereum', 'solana']

/** Three equal coins with this price on each Monday from 19 May on, and markets with their Friday closes. */
function marketOf(
  mondays: readonly number[],
  cross: Record<string, readonly [CrossAssetClass, Dated]> = {},
  now = '2025-06-16',
): History {
  const prices = mondays.flatMap((price) => generate(7, () => price)).slice(0, (mondays.length - 1) * 7 + 1)
  return buildHistory({
    now,
    daily: Object.fromEntries(COINS.map((id) => [id, ['2025-05-18', ...prices] as const])),
    marketCaps: Object.fromEntries(COINS.map((id) => [id, ['2025-05-19', ...prices] as const])),
    cross: Object.fromEntries(Object.entries(cross).map(([id, [of, closes]]) => [id, { class: of, closes }])),
    suppliers: { prices_daily: ['Binance'], cross_assets: ['Yahoo'] },
  })
}

/** Closes on the Fridays from 16 May on. */
function fridays(...closes: (number | null)[]): Dated {
  return ['2025-05-16', ...closes.flatMap((close) => [close, null, null, null, null, null, null])]
}

describe('readAssets', () => {
  const history = marketOf([100, 99, 98, 97, 95], {
    sp500: ['equity', fridays(100, 101, 102, 102, 103)],
    gold: ['commodity', fridays(100, 90, 100, 100, 102)],
    us10y: ['rate', fridays(4.4, 4.4, 4.4, 4.4, 4.5)],
    vix: ['volatility', fridays(10, 10, 10, 10, 5)],
  })

  it('shows markets best first and ranks neither yields, volatility, bitcoin nor ethereum', () => {
    const { value, figures } = readAssets(history, week)
    expect(value.rows.map((row) => [row.id, row.rank])).toEqual([
      ['gold', 1],
      ['sp500', 2],
      ['crypto', 3],
      ['bitcoin', undefined],
      ['ethereum', undefined],
      ['vix', undefined],
      ['us10y', undefined],
    ])
    expect(figures['assets.us10y.weekChange']).toMatchObject({
      unit: 'percentage points',
      sources: ['Yahoo'],
    })
    expect(figures['assets.us10y.weekChange']?.value).toBeCloseTo(0.1, 12)
    expect(figures['assets.us10y.weekReturn']).toBeUndefined()
    expect(figures['assets.vix.weekReturn']?.value).toBe(-0.5)
    expect(figures['assets.gold.weekReturn']?.asOf).toBe(instantOf('2025-06-13'))
    expect(value.rows[0]?.closes).toEqual({ from: '2025-06-06', to: '2025-06-13' })
  })

  it('counts the weeks in a row that crypto was last', () => {
    const { figures, value } = readAssets(history, week)
    expect(figures['assets.crypto.rank']?.value).toBe(3)
    expect(figures['assets.crypto.of']?.value).toBe(3)
    expect(figures['assets.crypto.weeksLast']?.value).toBe(3)
    expect(figures['assets.crypto.weeksFirst']?.value).toBe(0)
    expect(value.rankHistory.map((row) => [row.edition, row.rank])).toEqual([
      ['2025-06-16', 3],
      ['2025-06-09', 3],
      ['2025-06-02', 3],
      ['2025-05-26', 2],
    ])
  })

  it('withholds the count where it reaches the start of the record', () => {
    const { figures, missing } = readAssets(history, weekEnding('2025-06-02'))
    expect(figures['assets.crypto.weeksLast']?.value).toBe(1)
    const short = marketOf([100, 99, 98, 97, 95], { sp500: ['equity', fridays(100, 101, 102, 103, 104)] })
    const reading = readAssets(short, week)
    expect(missing.map((gap) => gap.figure)).not.toContain('assets.crypto.weeksLast')
    expect(reading.missing).toContainEqual({
      figure: 'assets.crypto.weeksLast',
      reason: 'record-too-short',
      source: 'market_caps',
    })
    expect(reading.figures['assets.crypto.weeksFirst']?.value).toBe(0)
  })

  it('is neither first nor last in a tie, and ends a run with one', () => {
    const tied = marketOf([100, 100, 100, 100, 50], {
      sp500: ['equity', fridays(100, 100, 100, 100, 50)],
      gold: ['commodity', fridays(100, 101, 102, 103, 104)],
    })
    const { figures } = readAssets(tied, week)
    expect(figures['assets.crypto.rank']?.value).toBe(2)
    expect(figures['assets.crypto.weeksLast']?.value).toBe(0)
    const afterTie = marketOf([100, 100, 100, 100, 40], {
      sp500: ['equity', fridays(100, 100, 100, 100, 50)],
    })
    expect(readAssets(afterTie, week).figures['assets.crypto.weeksLast']?.value).toBe(1)
  })

  it('calls it risk-off only when two equity indices and crypto fell by more than 2 %', () => {
    const fallen = (second: number) =>
      readAssets(
        marketOf([100, 100, 100, 100, 97], {
          sp500: ['equity', fridays(100, 100, 100, 100, 97)],
          nikkei225: ['equity', fridays(100, 100, 100, 100, second)],
        }),
        week,
      ).value.riskOff
    expect(fallen(97)).toBe(true)
    expect(fallen(99)).toBe(false)
  })
})

describe('the week of a market that closes', () => {
  const read = (closes: Dated, of: CrossAssetClass = 'equity', now?: string) =>
    readAssets(marketOf([1, 1, 1, 1, 1], { sp500: [of, closes] }, now), week)

  it('begins with the last close before the first Monday, holiday or not, and ends before the closing one', () => {
    // Closed on Friday 6 June and Monday 9 June; the close of Monday 16 June belongs to the next week.
    const { figures, value } = read([
      '2025-06-05',
      100,
      null,
      null,
      null,
      null,
      103,
      104,
      105,
      110,
      null,
      null,
      200,
    ])
    expect(figures['assets.sp500.weekReturn']?.value).toBeCloseTo(0.1, 12)
    expect(value.rows.find((row) => row.id === 'sp500')?.closes).toEqual({
      from: '2025-06-05',
      to: '2025-06-13',
    })
  })

  it('leaves the close of the first Monday to the week that it lies in', () => {
    const closes = ['2025-06-06', 100, null, null, 120, 1, 1, 1, 110, null, null, 200] as const
    expect(read(closes).figures['assets.sp500.weekReturn']?.value).toBeCloseTo(0.1, 12)
  })

  it('is missing without a session, and never 0', () => {
    const closed = ['2025-06-06', 100, ...generate(9, () => 0).map(() => null)] as const
    expect(read(closed).missing).toContainEqual({
      figure: 'assets.sp500.weekReturn',
      reason: 'stale',
      source: 'cross_assets',
    })
    expect(read([...closed, 101]).missing).toContainEqual({
      figure: 'assets.sp500.weekReturn',
      reason: 'no-data',
      source: 'cross_assets',
    })
  })

  it('is missing where the record begins inside it, or its start is weeks away', () => {
    const reasonOf = (closes: Dated) =>
      read(closes).missing.find((gap) => gap.figure === 'assets.sp500.weekReturn')?.reason
    expect(reasonOf(['2025-06-10', 1, 2, 3])).toBe('record-too-short')
    expect(reasonOf(['2025-06-20', 1])).toBe('record-too-short')
    expect(reasonOf(['2025-05-16', 1, ...generate(26, () => 0).map(() => null), 2])).toBe('gap')
  })

  it('has no return from or to a price that is not above 0, but a yield may change there', () => {
    const closes = ['2025-06-06', -0.1, null, null, null, null, null, null, 0.2] as const
    expect(read(closes, 'commodity').missing).toContainEqual({
      figure: 'assets.sp500.weekReturn',
      reason: 'no-data',
      source: 'cross_assets',
    })
    expect(read(closes, 'rate').figures['assets.sp500.weekChange']?.value).toBeCloseTo(0.3, 12)
  })

  it("is not over before crypto's is: the last close so far is not its last close", () => {
    const { missing, figures, value } = read(
      ['2025-06-06', 1, null, null, 1, 1, 1, 1],
      'equity',
      '2025-06-14',
    )
    expect(figures['assets.sp500.weekReturn']).toBeUndefined()
    expect(value.rows).toEqual([])
    const named = missing.map((gap) => gap.figure)
    for (const figure of [
      'assets.sp500.weekReturn',
      'assets.crypto.rank',
      'assets.crypto.weeksLast',
      'index.top30.weekReturn',
    ]) {
      expect(named).toContain(figure)
    }
  })
})

describe('price figures', () => {
  it('name every coin of the week: both prices, or what is missing', () => {
    const history = buildHistory({
      now: '2025-06-16',
      assets: [{ id: 'tether', kind: 'stablecoin' }],
      daily: {
        bitcoin: ['2025-06-08', 100, 1, 1, 1, 1, 1, 1, 110],
        listed: ['2025-06-11', 1, 2, 3, 4, 5],
        gone: ['2025-05-01', 1, 2, 3],
        tether: ['2025-06-08', ...generate(8, () => 1)],
      },
      marketCaps: { capped: ['2025-06-16', 1] },
    })
    const { figures, missing } = readAssets(history, week)
    expect(figures['price.bitcoin.start']?.value).toBe(100)
    expect(figures['price.bitcoin.start']?.asOf).toBe(week.start)
    expect(figures['price.bitcoin.end']?.value).toBe(110)
    expect(figures['price.bitcoin.weekReturn']?.value).toBeCloseTo(0.1, 12)
    expect(figures['price.listed.end']?.value).toBe(5)
    expect(missing).toContainEqual({
      figure: 'price.listed.weekReturn',
      reason: 'record-too-short',
      source: 'prices_daily',
    })
    expect(missing).toContainEqual({ figure: 'price.capped.end', reason: 'no-data', source: 'prices_daily' })
    const named = [...Object.keys(figures), ...missing.map((gap) => gap.figure)]
    expect(named.filter((name) => name.startsWith('price.gone') || name.startsWith('price.tether'))).toEqual(
      [],
    )
  })

  it('carry the time that they were read at in another zone', () => {
    const history = buildHistory({
      daily: {
        bitcoin: ['2025-06-01', ...generate(15, (i) => i + 1)],
        solana: ['2025-06-01', ...generate(15, (i) => i + 1)],
      },
      hourly: { bitcoin: ['2025-06-08T00:00:00Z', ...generate(8 * 24, (i) => 1000 + i)] },
      suppliers: { prices_hourly: ['Kraken'], prices_daily: ['Binance'] },
    })
    const { figures, asOf } = readAssets(history, weekEnding('2025-06-16', 'Asia/Tokyo'))
    expect(asOf).toBe(instantOf('2025-06-15T15:00:00Z'))
    expect(figures['price.bitcoin.end']).toMatchObject({
      asOf: instantOf('2025-06-15T15:00:00Z'),
      sources: ['Kraken'],
    })
    expect(figures['price.solana.end']).toMatchObject({ asOf: instantOf('2025-06-15'), sources: ['Binance'] })
  })
})
