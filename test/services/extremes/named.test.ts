/** Every entry that the design names for a week of the recorded history: value, date, since, weeks and guard. */
import { beforeAll, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { dayOf, isoOf, startOfDay } from '#src/market/time.ts'
import { weekBefore, weekEnding } from '#src/market/week.ts'
import { type EarlierEdition, rankExtremes } from '#src/services/extremes/salience.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { readHistory } from '../../support/histories.ts'
import { describeWithShared } from '../../support/shared.ts'

/** Series, kind, value (rounded to the figures that are written here), day or hour, since (`record` = none), guard. */
type Named = readonly [series: string, kind: string, value: number, at: string, since: string, guard?: string]

const NAMED: Readonly<Record<string, readonly Named[]>> = {
  '2025-03-03': [
    ['sentiment.fearGreed.value', 'low', 10, '2025-02-27', '2022-06-28'],
    ['funding.bitcoin.binance.settlement', 'low', -0.000061, '2025-03-01', '2024-09-14'],
    ['price.bitcoin.dayReturn', 'largest-rise', 0.096, '2025-03-02', 'record', 'short-record'],
  ],
  '2025-05-05': [
    ['funding.bitcoin.binance.settlement', 'low', -0.000122, '2025-05-02', 'record'],
    ['cross.oil.close', 'low', 58.21, '2025-04-30', 'record', 'short-record'],
  ],
  '2025-07-07': [
    ['price.bitcoin.range', 'low', 0.0521, '2025-07-07', '2025-04-21'],
    ['cross.sp500.close', 'high', 6279.35, '2025-07-03', 'record'],
    ['cross.dxy.close', 'low', 96.78, '2025-07-02', 'record'],
  ],
  '2025-07-14': [
    ['price.bitcoin.close', 'high', 119038, '2025-07-13', 'record'],
    ['cross.vix.close', 'low', 15.78, '2025-07-10', '2025-02-20'],
    ['marketcap.total.snapshot', 'high', 3.79e12, '2025-07-14', 'record', 'short-record'],
    ['openinterest.bitcoin.usd', 'high', 84.6e9, '2025-07-13', 'record', 'short-record'],
  ],
  '2025-10-06': [
    ['price.bitcoin.close', 'high', 123427, '2025-10-05', 'record'],
    ['marketcap.total.snapshot', 'high', 4.3e12, '2025-10-06', 'record'],
    ['openinterest.bitcoin.usd', 'high', 91.5e9, '2025-10-05', 'record'],
    ['cross.sp500.close', 'high', 6715.79, '2025-10-03', 'record'],
    ['cross.gold.close', 'high', 3880.8, '2025-10-03', 'record'],
    ['cross.oil.close', 'low', 60.48, '2025-10-02', '2025-05-08'],
  ],
  '2025-10-13': [
    ['price.bitcoin.range', 'high', 0.243, '2025-10-13', 'record'],
    ['price.bitcoin.high', 'high', 126208.5, '2025-10-06T18:00:00Z', 'record'],
    ['price.bitcoin.low', 'low', 101516.5, '2025-10-10T21:00:00Z', '2025-06-23T17:00:00Z'],
    ['price.bitcoin.weekReturn', 'largest-fall', -0.0691, '2025-10-13', '2025-03-10'],
    ['openinterest.bitcoin.dayChange', 'largest-fall', -0.1884, '2025-10-11', 'record'],
    ['openinterest.bitcoin.weekChange', 'largest-fall', -0.204, '2025-10-13', 'record'],
    ['marketcap.total.snapshot', 'high', 4.38e12, '2025-10-07', 'record'],
    ['marketcap.total.snapshot', 'low', 3.787e12, '2025-10-12', '2025-08-04'],
    ['cross.sp500.dayReturn', 'largest-fall', -0.0271, '2025-10-10', '2025-04-10'],
    ['cross.nasdaq100.dayReturn', 'largest-fall', -0.0349, '2025-10-10', '2025-04-10'],
    ['cross.sp500.close', 'high', 6753.72, '2025-10-08', 'record'],
    ['cross.gold.beyond', 'first-beyond', 4043.3, '2025-10-08', 'record'],
    ['cross.dxy.weekReturn', 'largest-rise', 0.0129, '2025-10-13', 'record'],
    ['cross.oil.close', 'low', 58.9, '2025-10-10', '2025-05-07'],
    ['cross.vix.close', 'high', 21.66, '2025-10-10', '2025-05-23'],
    ['cross.nikkei225.close', 'high', 48580, '2025-10-09', 'record', 'short-record'],
    ['cross.eurusd.weekReturn', 'largest-fall', -0.0085, '2025-10-13', '2025-08-04', 'resolution'],
    ['sentiment.fearGreed.dayChange', 'largest-fall', -37, '2025-10-11', '2021-05-13'],
    ['sentiment.fearGreed.value', 'low', 24, '2025-10-12', '2025-04-09'],
    ['coins.binancecoin.close', 'high', 1306.84, '2025-10-08', 'record'],
    ['volatility.bitcoin.rv7d', 'high', 0.6787, '2025-10-13', '2025-04-16'],
    ['volatility.ethereum.rv7d', 'high', 1.3393, '2025-10-13', '2025-05-15'],
    ['funding.ethereum.binance.settlement', 'low', -0.000131, '2025-10-11T08:00:00Z', '2025-02-03T16:00:00Z'],
    ['funding.bitcoin.binance.settlement', 'low', -0.000109, '2025-10-12T16:00:00Z', '2025-05-02T00:00:00Z'],
    // The hour of 22:00 alone was at 0.186 %: its eight hours are what counts.
    ['funding.bitcoin.hyperliquid.settlement', 'high', 0.000297, '2025-10-11T00:00:00Z', '2025-08-25'],
  ],
  '2025-10-20': [
    ['funding.bitcoin.binance.run', 'longest-run', 10, '2025-10-19', '2024-09-14'],
    ['cross.vix.close', 'high', 25.31, '2025-10-16', '2025-04-24'],
    ['cross.gold.close', 'high', 4280, '2025-10-16', 'record'],
    ['sentiment.fearGreed.value', 'low', 22, '2025-10-17', '2025-04-09'],
  ],
  '2025-11-10': [
    ['price.bitcoin.low', 'low', 98889, '2025-11-04', '2025-06-22'],
    ['sentiment.fearGreed.value', 'low', 20, '2025-11-08', '2025-04-09'],
    ['cross.nasdaq100.weekReturn', 'largest-fall', -0.031, '2025-11-10', '2025-04-07'],
    ['cross.dxy.close', 'high', 100.22, '2025-11-04', '2025-05-19'],
  ],
  '2025-11-17': [
    ['price.bitcoin.weekReturn', 'largest-fall', -0.0998, '2025-11-17', '2025-03-10'],
    ['price.bitcoin.twoWeekReturn', 'largest-fall', -0.1473, '2025-11-17', '2025-03-10'],
    ['price.bitcoin.low', 'low', 92922.8, '2025-11-16T23:00:00Z', '2025-04-30T14:00:00Z'],
    ['price.bitcoin.beyond', 'first-beyond', 99654.3, '2025-11-13', '2025-05-07'],
    ['sentiment.fearGreed.value', 'low', 10, '2025-11-15', '2025-02-27'],
    ['marketcap.total.snapshot', 'low', 3.28e12, '2025-11-17', '2025-06-23'],
    ['cross.nasdaq100.dayReturn', 'largest-rise', 0.022, '2025-11-10', '2025-05-27'],
    ['cross.sp500.dayReturn', 'largest-fall', -0.0166, '2025-11-13', '2025-10-10'],
    ['cross.crypto.gap', 'largest-fall', -0.0974, '2025-11-17', 'record', 'short-record'],
    ['cross.crypto.last', 'longest-run', 3, '2025-11-17', 'record', 'short-record'],
    ['macro.odds.2025-12-10.cut', 'low', 0.485, '2025-11-16', 'record', 'short-record'],
  ],
}

/** Salience of the model editions, with the edition before as memory. */
const SALIENCE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '2025-10-13': {
    'price.bitcoin.range high': 0.74,
    'openinterest.bitcoin.dayChange largest-fall': 0.67,
    'sentiment.fearGreed.dayChange largest-fall': 0.64,
    'cross.dxy.weekReturn largest-rise': 0.62,
    'funding.ethereum.binance.settlement low': 0.61,
  },
  '2025-11-17': {
    'price.bitcoin.weekReturn largest-fall': 0.65,
    'sentiment.fearGreed.value low': 0.59,
    'marketcap.total.snapshot low': 0.56,
    'cross.sp500.dayReturn largest-fall': 0.29,
  },
}

describeWithShared('the extremes that the design names', ['dataset'], (dataset) => {
  let history: History

  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  const find = (edition: string, series: string, kind: string) =>
    readExtremes(history, weekEnding(edition)).find((entry) => entry.series === series && entry.kind === kind)

  const named = Object.entries(NAMED).flatMap(([edition, entries]) =>
    entries.map((one) => ({ edition, one })),
  )

  it.each(named)('holds $one of $edition', ({ edition, one }) => {
    const [series, kind, value, at, since, guard] = one
    const entry = find(edition, series, kind)
    expect(entry && rounded(entry.value, value), `${entry?.value}`).toBe(value)
    expect(entry && dated(entry.at, at)).toBe(at)
    expect(entry && (entry.since === null ? 'record' : dated(entry.since, since))).toBe(since)
    expect(entry?.guard).toBe(guard)
    const from = entry?.boundedBy ?? entry?.since ?? entry?.recordStart ?? Number.NaN
    expect(entry?.weeks).toBeCloseTo(((entry?.at ?? 0) - from) / 604_800_000, 9)
  })

  it('bounds claims across the gap of the fear and greed index by the first value after it', () => {
    const value = find('2025-03-03', 'sentiment.fearGreed.value', 'low')
    expect(value?.boundedBy && dayOf(value.boundedBy)).toBe('2024-10-27')
    const fall = find('2025-10-13', 'sentiment.fearGreed.dayChange', 'largest-fall')
    // A change needs the day before, which the 27th has not.
    expect(fall?.boundedBy && dayOf(fall.boundedBy)).toBe('2024-10-28')
    expect(fall?.weeks).toBeCloseTo(49.7, 1)
    expect(find('2025-10-13', 'sentiment.fearGreed.value', 'low')?.boundedBy).toBeUndefined()
  })

  it('says that a value was equal', () => {
    expect(find('2025-11-17', 'sentiment.fearGreed.value', 'low')?.equal).toBe(true)
    expect(find('2025-10-13', 'price.bitcoin.low', 'low')?.equal).toBe(false)
  })

  it('counts a run in settlements and hours, wherever in the week it lies', () => {
    const run = find('2025-10-20', 'funding.bitcoin.binance.run', 'longest-run')
    expect(run).toMatchObject({ prints: 10, hours: 80, scope: 'inside', direction: 'down', unit: 'count' })
    expect(run?.from && isoOf(run.from)).toBe('2025-10-16T00:00:00Z')
  })

  it('names the level that was crossed, and the side', () => {
    expect(find('2025-10-13', 'cross.gold.beyond', 'first-beyond')).toMatchObject({
      level: 4000,
      direction: 'up',
    })
    expect(find('2025-11-17', 'price.bitcoin.beyond', 'first-beyond')).toMatchObject({
      level: 100_000,
      direction: 'down',
    })
  })

  it('reports open interest in coins only as it holds at every hour, and marks what the price made', () => {
    const coins = find('2025-10-13', 'openinterest.bitcoin.coins', 'low')
    const [least, most] = coins?.evidence.neighbours ?? []
    expect(least).toBeLessThan(coins?.value ?? 0)
    expect(most).toBeGreaterThan(coins?.value ?? 0)
    expect(find('2025-10-13', 'openinterest.bitcoin.dayChange', 'largest-fall')?.byPrice).toBeUndefined()
    // In dollars the lowest since May, in coins of two weeks at most.
    expect(find('2025-11-17', 'openinterest.bitcoin.usd', 'low')?.byPrice).toBe(true)
    expect(find('2025-10-06', 'openinterest.bitcoin.weekChange', 'largest-rise')?.byPrice).toBe(true)
    expect(find('2025-10-06', 'openinterest.bitcoin.usd', 'high')?.byPrice).toBeUndefined()
  })

  it('has no entry of a wick that one venue alone printed, nor of the cap of a coin', () => {
    const all = readExtremes(history, weekEnding('2025-10-13')).map(({ series }) => series)
    expect(all.filter((series) => /^coins\..*\.(low|high)$/.test(series))).toEqual([])
    expect(
      all.filter((series) => /^marketcap\./.test(series) && !series.startsWith('marketcap.total.')),
    ).toEqual([])
  })

  it.each(
    Object.entries(SALIENCE),
  )('gives the entries of %s the salience of its model edition', (edition, expected) => {
    const week = weekEnding(edition)
    const before: EarlierEdition = {
      entries: readExtremes(history, weekBefore(week)).filter(({ guard }) => guard === undefined),
    }
    const ranked = rankExtremes(readExtremes(history, week), [before])
    for (const [name, salience] of Object.entries(expected)) {
      const entry = ranked.find(({ series, kind }) => `${series} ${kind}` === name)
      expect(Math.abs((entry?.salience ?? 0) - salience), `${name} ${entry?.salience}`).toBeLessThan(0.0055)
    }
  })

  it('ranks every Monday strongest first, the withheld last', () => {
    for (let week = weekEnding('2025-11-17'); week.edition >= '2025-03-03'; week = weekBefore(week)) {
      const ranked = rankExtremes(readExtremes(history, week), [])
      const eligible = ranked.filter((entry) => entry.guard === undefined || entry.young)
      expect(ranked.slice(0, eligible.length)).toEqual(eligible)
      eligible.forEach((entry, i) => {
        expect(entry.salience).toBeGreaterThan(0)
        expect(entry.salience).toBeLessThanOrEqual(eligible[i - 1]?.salience ?? 1)
        if (!entry.young) expect(entry.weeks).toBeGreaterThanOrEqual(3)
      })
    }
  })

  it.each([
    'Asia/Tokyo',
    'America/New_York',
  ])('is plain data in %s, its weeks dated by their Mondays', (zone) => {
    let week = weekEnding('2025-11-17', zone)
    for (let weeks = 0; weeks < 38; weeks++, week = weekBefore(week)) {
      const ranked = rankExtremes(readExtremes(history, week), [])
      expect(JSON.parse(JSON.stringify(ranked))).toEqual(ranked)
      const monday = startOfDay(week.edition)
      for (const { series, at, span, value, weeks: reach } of ranked) {
        expect(Number.isFinite(value) && Number.isFinite(reach), series).toBe(true)
        if (/\.(weekReturn|twoWeekReturn|range|weekChange|weekMean|median)$/.test(series))
          expect(at, series).toBe(monday)
        else expect(at + span, `${week.edition} ${series}`).toBeLessThanOrEqual(Math.max(week.end, monday))
      }
    }
  })
})

/** With the decimals, or the leading figures, of what is written. */
function rounded(value: number, like: number): number {
  const figures = String(Math.abs(like))
    .replace(/e.*$/, '')
    .replace(/^0?\.?0*/, '')
    .replace('.', '').length
  return Number(value.toPrecision(Math.max(2, Math.abs(like) >= 1e6 ? figuresOf(like) : figures)))
}

function figuresOf(like: number): number {
  return like.toExponential().split('e')[0]?.replace(/[.-]/g, '').length ?? 2
}

/** An hour where one is written, else a day. */
function dated(time: number, like: string): string {
  return like.includes('T') ? isoOf(time) : dayOf(time)
}
