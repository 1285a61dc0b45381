/** The rules of the ledger on made-up records: since, records, gaps, windows, guards. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import type { Extreme } from '#src/services/extremes/extreme.ts'
import { lookbackOf } from '#src/services/extremes/tracked.ts'
import { readExtremes, readLatestExtremes } from '#src/services/extremes.ts'
import { buildHistory, generate, type HistoryLiteral, instantOf } from '../../support/history.ts'

const EDITION = '2025-06-16'
const week = weekEnding(EDITION)
const WEEK = 7 * DAY

/** Values of the days up to and including the closing Monday. */
function upToMonday(values: readonly (number | null)[]): readonly [string, ...(number | null)[]] {
  return [new Date(week.end - (values.length - 1) * DAY).toISOString().slice(0, 10), ...values]
}

const sentiment = (values: readonly (number | null)[], more: HistoryLiteral = {}) =>
  buildHistory({ now: EDITION, sentiment: { 'fear-greed': upToMonday(values) }, ...more })

const find = (entries: readonly Extreme[], series: string, kind: string) =>
  entries.find((entry) => entry.series === series && entry.kind === kind)

const value = (values: readonly (number | null)[], kind: string) =>
  find(readExtremes(sentiment(values), week), 'sentiment.fearGreed.value', kind)

describe('since', () => {
  it('agrees with the definition, read literally, on any record with gaps', () => {
    const day = fc.oneof(
      { weight: 30, arbitrary: fc.integer({ min: 0, max: 100 }) },
      { weight: 1, arbitrary: fc.constant(null) },
    )
    fc.assert(
      fc.property(fc.array(day, { minLength: 8, maxLength: 260 }), (values) => {
        for (const kind of ['high', 'low'])
          expect(summary(value(values, kind))).toEqual(naive(values, kind === 'high' ? 1 : -1))
      }),
      { numRuns: 300 },
    )
  })

  /** The first of the week's most extreme values, against each earlier day in turn. */
  function naive(values: readonly (number | null)[], sign: 1 | -1) {
    const days = values.map((one, i) => ({ one, time: week.end - (values.length - 1 - i) * DAY }))
    const known = days.flatMap(({ one, time }) => (one === null ? [] : [{ one, time }]))
    const inside = known.filter(({ time }) => time > week.start)
    const before = known.filter(({ time }) => time <= week.start)
    const top = inside.reduce<(typeof known)[number] | undefined>(
      (best, candidate) => (best === undefined || sign * candidate.one > sign * best.one ? candidate : best),
      undefined,
    )
    if (!top) return undefined
    const earlier = before.findLast(({ one }) => sign * one >= sign * top.one)
    const stretch = known.filter(({ time }) => time >= (earlier?.time ?? 0) && time <= top.time)
    const bound = stretch.findLast(({ time }, i) => i > 0 && time - (stretch[i - 1]?.time ?? 0) > DAY)
    const record = known[0]?.time ?? 0
    const weeks = (top.time - (bound?.time ?? earlier?.time ?? record)) / WEEK
    const isShort = !earlier && top.time - record < 180 * DAY
    const isGap = !isShort && bound !== undefined && weeks < 3
    const isNews = isShort || (isGap ? !earlier || (top.time - earlier.time) / WEEK >= 3 : weeks >= 3)
    if (!isNews) return undefined
    return {
      value: top.one,
      at: top.time,
      since: earlier?.time ?? null,
      equal: earlier?.one === top.one,
      boundedBy: bound?.time,
      weeks,
      guard: isShort ? 'short-record' : isGap ? 'gap' : undefined,
    }
  }

  function summary(entry: Extreme | undefined) {
    if (!entry) return undefined
    const { at, since, equal, boundedBy, weeks, guard } = entry
    return { value: entry.value, at, since, equal, boundedBy, weeks, guard }
  }

  it('is never a time inside the week', () => {
    const rising = [...generate(200, (i) => 50 + (i % 7)), 60, 61, 62, 63, 64, 65, 66]
    expect(value(rising, 'high')).toMatchObject({ value: 66, since: null, scope: 'boundary' })
    const peak = [...generate(200, (i) => 50 + (i % 7)), 60, 61, 66, 63, 64, 65, 64]
    expect(value(peak, 'high')).toMatchObject({
      value: 66,
      since: null,
      scope: 'inside',
      at: week.end - 4 * DAY,
    })
  })

  it('reports a tie, and keeps the first of equal values', () => {
    const low = [...generate(60, () => 50), 10, ...generate(120, () => 50), 40, 10, 10, 40, 40, 40, 40]
    expect(value(low, 'low')).toMatchObject({ value: 10, equal: true, at: week.end - 5 * DAY })
  })
})

describe('guards', () => {
  it('withholds a record under 180 days, not one of 180', () => {
    const record = (days: number) => value([...generate(days, () => 50), 99], 'high')
    expect(record(179)?.guard).toBe('short-record')
    expect(record(180)?.guard).toBeUndefined()
  })

  it('bounds a claim by a gap that lies far back, and withholds it where it lies near', () => {
    const withGap = (weeks: number) =>
      value([...generate(200 - weeks * 7, () => 50), null, ...generate(weeks * 7 - 1, () => 50), 99], 'high')
    expect(withGap(10)).toMatchObject({ boundedBy: week.end - 69 * DAY })
    expect(withGap(10)?.guard).toBeUndefined()
    expect(withGap(2)?.guard).toBe('gap')
  })

  it('takes no wick of more than 15 % of one venue for a low', () => {
    const hours = 190 * 24
    const times = Float64Array.from({ length: hours }, (_, i) => week.end - (hours - i) * HOUR)
    const withLow = (depth: number) => {
      const flat = new Float64Array(hours).fill(100)
      const low = flat.map((price, i) => (i === hours - 30 ? price * (1 - depth) : price - 1))
      const bitcoin = {
        interval: HOUR,
        times,
        open: flat,
        high: flat.map((price) => price + 1),
        low,
        close: flat,
      } as const
      return find(
        readExtremes(buildHistory({ now: EDITION, hourly: { bitcoin } }), week),
        'price.bitcoin.low',
        'low',
      )
    }
    expect(withLow(0.11)).toMatchObject({ value: 89 })
    expect(withLow(0.11)?.guard).toBeUndefined()
    expect(withLow(0.16)?.guard).toBe('glitch')
  })

  it('takes no close that the next one takes back, nor the returns that it makes', () => {
    const calm = generate(200, (i) => 100 + (i % 3))
    const closes = ['2024-11-20', ...calm, 100, 170, 101, 100, 101, 100, 101, 100] as const
    const { length } = closes
    const from = new Date(week.end - (length - 1) * DAY).toISOString().slice(0, 10)
    const history = buildHistory({ daily: { bitcoin: [from, ...(closes.slice(1) as number[])] } })
    const entries = readExtremes(history, week)
    expect(find(entries, 'price.bitcoin.close', 'high')).toMatchObject({ value: 170, guard: 'glitch' })
    expect(find(entries, 'price.bitcoin.dayReturn', 'largest-rise')?.guard).toBe('glitch')
    expect(find(entries, 'price.bitcoin.dayReturn', 'largest-fall')?.guard).toBe('glitch')
  })

  it('takes no step of open interest that the price does not explain', () => {
    const rows = [...generate(200, (i) => 100 + (i % 5)), 100, 40, 41, 40, 41, 40, 41]
    const from = new Date(week.end - rows.length * DAY).toISOString().slice(0, 10)
    const flat = generate(rows.length, (i) => 1000 + (i % 2))
    const entries = readExtremes(
      buildHistory({
        daily: { bitcoin: [from, ...flat] },
        openInterest: { bitcoin: { all: [from, ...rows] } },
      }),
      week,
    )
    expect(find(entries, 'openinterest.bitcoin.dayChange', 'largest-fall')?.guard).toBe('glitch')
    expect(find(entries, 'openinterest.bitcoin.usd', 'low')?.guard).toBe('glitch')
  })

  it('takes another set of venues for a gap', () => {
    const days = [...generate(199, (i) => 100 + (i % 5)), 300]
    const from = new Date(week.end - 200 * DAY).toISOString().slice(0, 10)
    const without = (count: number) => days.map((value, index) => (index === 200 - count ? null : value))
    const of = (count: number) =>
      find(
        readExtremes(
          buildHistory({
            now: EDITION,
            spotVolume: { a: [from, ...days], b: [from, ...without(count)] },
          }),
          week,
        ),
        'volume.spot.day',
        'high',
      )
    expect(of(60)).toMatchObject({ boundedBy: week.end - 59 * DAY })
    expect(of(18)).toMatchObject({ guard: 'venue-set' })
    // Left out of the week, it is in no day either.
    expect(of(10)).toMatchObject({ value: 300 })
    expect(of(10)?.guard).toBeUndefined()
  })

  it('sums hourly settlements over 8 hours', () => {
    const start = week.end - 200 * DAY
    const prints = Array.from({ length: 200 * 24 }, (_, i) => {
      const time = new Date(start + (i + 1) * HOUR).toISOString()
      // One wild hour in an ordinary block.
      return [time, i === 4700 ? 0.002 : 0.00001, 1] as const
    })
    const entries = readExtremes(
      buildHistory({ now: EDITION, funding: { bitcoin: { hyperliquid: prints } } }),
      week,
    )
    const high = find(entries, 'funding.bitcoin.hyperliquid.settlement', 'high')
    expect(high?.value).toBeCloseTo(0.00207, 10)
    expect((high?.at ?? 1) % (8 * HOUR)).toBe(0)
  })

  it('counts a run wherever it lies, and not of the usual sign', () => {
    const start = week.end - 200 * DAY
    const negative = new Set([100, 101, 102, 103, 590, 591, 592])
    const prints = Array.from({ length: 600 }, (_, i) => {
      const time = new Date(start + (i + 1) * 8 * HOUR).toISOString()
      return [time, negative.has(i) ? -0.0001 : 0.0001, 8] as const
    })
    const entries = readExtremes(
      buildHistory({ now: EDITION, funding: { bitcoin: { binance: prints } } }),
      week,
    )
    expect(find(entries, 'funding.bitcoin.binance.run', 'longest-run')).toMatchObject({
      value: 3,
      hours: 24,
      scope: 'inside',
      since: start + 104 * 8 * HOUR,
      equal: false,
    })
    expect(find(entries, 'funding.bitcoin.binance.positiveRun', 'longest-run')).toBeUndefined()
  })
})

describe('windows', () => {
  it('leave the session of the closing Monday to the next week', () => {
    const closes = Array.from({ length: 220 }, (_, i) => (i % 7 > 4 ? null : 100 + (i % 5)))
    const from = '2024-11-11'
    const history = (monday: number) =>
      buildHistory({
        now: '2025-06-23',
        cross: { sp500: { class: 'equity', closes: [from, ...closes.slice(0, 217), monday] as const } },
      })
    expect(instantOf(from) + 217 * DAY).toBe(instantOf(EDITION))
    expect(find(readExtremes(history(999), week), 'cross.sp500.close', 'high')).toBeUndefined()
    expect(
      find(readExtremes(history(999), weekEnding('2025-06-23')), 'cross.sp500.close', 'high'),
    ).toMatchObject({
      value: 999,
      at: instantOf(EDITION),
    })
  })

  it('take daily candles that have ended at the boundary of another zone', () => {
    const closes = [...generate(199, (i) => 100 + (i % 3)), 200]
    const from = new Date(week.end - 200 * DAY).toISOString().slice(0, 10)
    const history = buildHistory({ daily: { bitcoin: [from, ...closes] } })
    // Monday 00:00 in Tokyo is Sunday 15:00 UTC: the candle of Sunday is still open.
    const tokyo = readExtremes(history, weekEnding(EDITION, 'Asia/Tokyo'))
    expect(find(tokyo, 'price.bitcoin.close', 'high')).toBeUndefined()
    expect(find(readExtremes(history, week), 'price.bitcoin.close', 'high')).toMatchObject({ value: 200 })
  })

  it('have nothing that came after them', () => {
    const values = [...generate(220, (i) => 50 + (i % 7)), 99, 1]
    const history = buildHistory({ now: EDITION, sentiment: { 'fear-greed': upToMonday(values) } })
    const before = readExtremes(history, weekEnding('2025-06-09'))
    expect(before.filter(({ at }) => at > instantOf('2025-06-09'))).toEqual([])
  })
})

describe('a record that grows', () => {
  it('has the entries of one that is read anew, at the cost of its new points', () => {
    const all = generate(400, (i) => Math.round(50 + 30 * Math.sin(i) + 15 * Math.sin(i / 40)))
    const known = lookbackOf('a growing series', Float64Array.from(all.slice(0, -1)))
    const next = lookbackOf('a growing series', Float64Array.from(all))
    expect(known.comparisons).toBeGreaterThan(2 * 398)
    expect(next.comparisons).toBeLessThan(20)
    const grown = all.map((_, i) => readExtremes(sentiment(all.slice(0, 210 + (i % 190))), week)).at(-1)
    const anew = readExtremes(sentiment(all.slice(0, 210 + (399 % 190)), { name: 'anew' }), week)
    expect(grown).toEqual(anew)
  })
})

describe('readLatestExtremes', () => {
  it('reports the week that has begun, and the one before where the new one has nothing of its own', () => {
    const calm = generate(200, (i) => 50 + (i % 7))
    // 207 days to Monday, and those of the week that has begun.
    const from = new Date(week.end - 206 * DAY).toISOString().slice(0, 10)
    const history = (lows: readonly number[]) =>
      buildHistory({
        now: '2025-06-19',
        sentiment: { 'fear-greed': [from, ...calm, 50, 50, 20, 50, 50, 99, 50, ...lows] },
      })
    const latest = (lows: readonly number[]) =>
      readLatestExtremes(history(lows), week).filter(({ series }) => series === 'sentiment.fearGreed.value')
    expect(latest([50, 50, 50]).map(({ kind, value }) => [kind, value])).toEqual([
      ['high', 99],
      ['low', 20],
    ])
    expect(latest([50, 10, 50]).map(({ kind, value }) => [kind, value])).toEqual([
      ['low', 10],
      ['high', 99],
    ])
  })
})
