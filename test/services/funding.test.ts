import { describe, expect, it } from 'vitest'
import { DAY, HOUR, type Instant, isoOf } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readFunding } from '#src/services/funding.ts'
import { buildHistory, generate, type Print } from '../support/history.ts'

const week = weekEnding('2025-06-16')
const now = '2025-06-16'

/** Prints every `interval` hours that end at `end`, the last rate last. */
function prints(rates: readonly (number | null)[], interval = 8, end: Instant = week.end): Print[] {
  return rates.flatMap((rate, index) => {
    if (rate === null) return []
    const time = isoOf(end - (rates.length - 1 - index) * interval * HOUR)
    return [[time, rate, interval] as const]
  })
}

function steady(rate: number, interval: number, weeks = 2): Print[] {
  return prints(
    generate((weeks * 168) / interval, () => rate),
    interval,
  )
}

describe('funding over venues', () => {
  it('is the same 8-hour equivalent at 1, 4 and 8 hours; a venue without an interval is excluded and named', () => {
    const unknown = steady(0.0009, 8).map(([time, rate]) => [time, rate, Number.NaN] as const)
    const reading = readFunding(
      buildHistory({
        now,
        funding: {
          bitcoin: {
            bybit: steady(0.00005, 4),
            hyperliquid: steady(0.0000125, 1),
            mystery: unknown,
            okx: steady(0.0001, 8),
          },
        },
      }),
      week,
      'bitcoin',
    )
    for (const venue of reading.value.venues) {
      expect(venue.rate8h).toBeCloseTo(0.0001, 12)
      expect(venue.weekMean8h).toBeCloseTo(0.0001, 12)
    }
    expect(reading.value.venues.map(({ venue }) => venue)).toEqual(['bybit', 'hyperliquid', 'okx'])
    expect(reading.value.rate8h).toBeCloseTo(0.0001, 12)
    expect(reading.value.apr).toBeCloseTo(0.1095, 12)
    expect(reading.value.absentVenues).toEqual(['mystery'])
    expect(reading.missing).toContainEqual({
      figure: 'funding.bitcoin.mystery.weekMean8h',
      reason: 'no-data',
      source: 'mystery',
    })
    expect(reading.figures['funding.bitcoin.rate8h']?.coverage).toEqual({ used: 3, expected: 4 })
  })

  it('was whole without the settlement of the week’s end: a venue that lacks it lowers the coverage of the rate', () => {
    const late = steady(0.0001, 8).slice(0, -1)
    const literal = { now, funding: { bitcoin: { binance: steady(0.0001, 8), okx: late } } }
    const { figures, coverage } = readFunding(buildHistory(literal), week, 'bitcoin')
    expect(figures['funding.bitcoin.rate8h']?.coverage).toEqual({ used: 1, expected: 2 })
    expect(coverage).toEqual({ used: 1, expected: 2 })
  })

  it('prints its mean where the sum is negative, and drops no venue', () => {
    const { value } = readFunding(
      buildHistory({
        now,
        funding: {
          bitcoin: { binance: steady(-0.0002, 8), bybit: steady(-0.0001, 8), zeta: steady(0.00015, 8) },
        },
      }),
      week,
      'bitcoin',
    )
    expect(value.venues).toHaveLength(3)
    expect(value.rate8h).toBeCloseTo(-0.00005, 12)
    expect(value.weekMean8h).toBeCloseTo(-0.00005, 12)
    expect(value.weekMean8hBefore).toBeCloseTo(-0.00005, 12)
  })

  it('is weighted by open interest over the venues that have it, and by nothing where none has', () => {
    const funding = { bitcoin: { binance: steady(0.0001, 8), bybit: steady(0.0004, 8) } }
    const both = { binance: ['2025-06-15', 3e9], bybit: ['2025-06-15', 1e9] } as const
    const weighted = readFunding(
      buildHistory({ now, funding, openInterest: { bitcoin: both } }),
      week,
      'bitcoin',
    )
    expect(weighted.value).toMatchObject({ weighting: 'open-interest' })
    expect(weighted.value.rate8h).toBeCloseTo(0.000175, 12)
    const one = readFunding(
      buildHistory({ now, funding, openInterest: { bitcoin: { binance: both.binance } } }),
      week,
      'bitcoin',
    )
    expect(one.value).toMatchObject({ weighting: 'open-interest' })
    expect(one.value.rate8h).toBeCloseTo(0.0001, 12)
    expect(one.figures['funding.bitcoin.rate8h']).toMatchObject({
      sources: ['binance'],
      coverage: { used: 1, expected: 2 },
    })
    const none = readFunding(buildHistory({ now, funding }), week, 'bitcoin')
    expect(none.value).toMatchObject({ weighting: 'equal' })
    expect(none.value.rate8h).toBeCloseTo(0.00025, 12)
  })

  it('does not weight by open interest that was read on the day of the boundary', () => {
    const funding = { bitcoin: { binance: steady(0.0001, 8) } }
    const openInterest = { bitcoin: { binance: ['2025-06-16', 3e9] as const } }
    expect(readFunding(buildHistory({ now, funding, openInterest }), week, 'bitcoin').value.weighting).toBe(
      'equal',
    )
  })

  it('names a venue whose last print is older than a day', () => {
    const reading = readFunding(
      buildHistory({
        now,
        funding: {
          bitcoin: { binance: steady(0.0001, 8), okx: prints([0.1, 0.1], 8, week.end - DAY - 8 * HOUR) },
        },
      }),
      week,
      'bitcoin',
    )
    expect(reading.value.absentVenues).toEqual(['okx'])
    expect(reading.missing).toContainEqual(expect.objectContaining({ reason: 'stale', source: 'okx' }))
    expect(reading.value.rate8h).toBeCloseTo(0.0001, 12)
  })

  it('refers to binance, else to the venue with most open interest', () => {
    const others = { aevo: steady(0.0001, 8), okx: steady(0.0001, 8) }
    const openInterest = { bitcoin: { aevo: ['2025-06-15', 1] as const, okx: ['2025-06-15', 2] as const } }
    const readWith = (funding: Record<string, Print[]>) =>
      readFunding(buildHistory({ now, funding: { bitcoin: funding }, openInterest }), week, 'bitcoin').value
    expect(readWith(others).referenceVenue).toBe('okx')
    expect(readWith({ ...others, binance: steady(0.0001, 8) }).referenceVenue).toBe('binance')
  })
})

describe('the week of funding', () => {
  it('holds the settlement at its end and not the one at its start', () => {
    const rates = generate(43, (index) => (index === 42 ? 0.0021 : index === 21 ? 0.9 : 0))
    const { figures } = readBinance(prints(rates))
    expect(figures['funding.bitcoin.binance.weekMean8h']).toMatchObject({
      value: expect.closeTo(0.0001, 12),
      coverage: { used: 21, expected: 21 },
    })
  })

  it('weights prints by interval where a venue changes it', () => {
    // Eight prints of 8 hours, then 104 of one hour.
    const end = week.start + 64 * HOUR
    const changing = [
      ...prints(
        generate(20, () => 0.0008),
        8,
        end,
      ),
      ...prints(
        generate(104, () => 0.00005),
        1,
      ),
    ]
    const { value, figures } = readBinance(changing)
    expect(value.weekMean8h).toBeCloseTo((64 * 0.0008 + 104 * 0.0004) / 168, 12)
    expect(figures['funding.bitcoin.binance.weekMean8h']?.coverage).toEqual({ used: 112, expected: 112 })
    expect(value.run).toMatchObject({ prints: 124, hours: 264 })
    // The rate now is the last print's, by the interval that it paid for.
    expect(value.rate8h).toBeCloseTo(0.0004, 12)
    expect(value.apr).toBeCloseTo(0.00005 * 24 * 365, 12)
  })

  it('says so where too much of the week is missing', () => {
    const rates = generate(42, () => 0.0001).map((rate, index) => (index > 25 && index < 38 ? null : rate))
    expect(readBinance(prints(rates)).missing).toContainEqual(
      expect.objectContaining({ figure: 'funding.bitcoin.binance.weekMean8h', reason: 'gap' }),
    )
  })

  it('has a percentile only with half a year before it', () => {
    const rising = (days: number) => prints(generate(days * 3, (index) => index * 1e-6))
    expect(readBinance(rising(180)).missing).toContainEqual(
      expect.objectContaining({ figure: 'funding.bitcoin.percentile1y', reason: 'record-too-short' }),
    )
    const reading = readBinance(rising(181))
    expect(reading.value.percentile1y).toBe(1)
    expect(reading.figures['funding.bitcoin.percentile1y']?.coverage).toEqual({ used: 180, expected: 365 })
    expect(readBinance(rising(400)).figures['funding.bitcoin.percentile1y']?.coverage?.used).toBe(365)
  })
})

describe('the run of the sign', () => {
  const positive = generate(30, () => 0.0001)

  it('counts settlements and hours up to the one at the end, and says that it turned this week', () => {
    const { value } = readBinance(prints([-0.1, -0.1, ...positive, -0.0001, -0.0002]))
    expect(value.run).toMatchObject({
      sign: 'negative',
      prints: 2,
      hours: 16,
      since: '2025-06-15T16:00:00Z',
      lastEarlierRunAtLeastAsLong: { prints: 2, end: '2025-06-05T08:00:00Z' },
      lastEarlierSamePrint: '2025-06-05T08:00:00Z',
    })
    expect(value.turnedThisWeek).toBe(true)
  })

  it('is not negative at zero', () => {
    expect(readBinance(prints([...positive, -0.1, 0])).value.run).toMatchObject({ sign: 'zero', prints: 1 })
  })

  it('is none where a settlement is missing directly before it', () => {
    const reading = readBinance(prints([...positive, -0.1, -0.1, null, -0.1]))
    expect(reading.value.run).toBeUndefined()
    expect(reading.value.turnedThisWeek).toBe(false)
    expect(reading.missing).toContainEqual({
      figure: 'funding.bitcoin.binance.run',
      reason: 'gap',
      source: 'binance',
    })
  })

  it('is none where nobody knows how many hours it paid for', () => {
    const [first, ...others] = prints(generate(21, () => 0.0001)) as [Print, ...Print[]]
    const reading = readBinance([[first[0], first[1], Number.NaN], ...others])
    expect(reading.missing).toContainEqual(
      expect.objectContaining({ figure: 'funding.bitcoin.binance.run', reason: 'gap' }),
    )
  })

  it('claims nothing beyond a missing settlement', () => {
    const { value } = readBinance(prints([-0.1, -0.1, null, ...positive, -0.1]))
    expect(value.run).toMatchObject({
      prints: 1,
      lastEarlierRunAtLeastAsLong: null,
      lastEarlierSamePrint: null,
      recordStart: '2025-06-06T00:00:00Z',
    })
  })

  it('stands where only the print that is due at the very end is absent, and not with more missing', () => {
    expect(readBinance(prints([...positive, -0.1, null])).value.run).toMatchObject({
      sign: 'negative',
      prints: 1,
    })
    expect(readBinance(prints([...positive, -0.1, null, null])).missing).toContainEqual(
      expect.objectContaining({ figure: 'funding.bitcoin.binance.run', reason: 'gap' }),
    )
  })

  it('knows the price at the last earlier print of its sign', () => {
    const history = buildHistory({
      funding: { bitcoin: { binance: prints([-0.1, ...positive, -0.1]) } },
      daily: { bitcoin: ['2025-06-01', ...generate(15, (index) => 100 + index)] },
    })
    const { value } = readFunding(history, week, 'bitcoin')
    expect(value.run?.lastEarlierSamePrint).toBe('2025-06-05T16:00:00Z')
    expect(value.priceAtLastEarlierSamePrint).toBe(103)
  })
})

describe('a week without funding', () => {
  it('is missing where it is not over yet, though older prints are known', () => {
    const history = buildHistory({ now: '2025-06-15', funding: { bitcoin: { binance: steady(0.0001, 8) } } })
    const reading = readFunding(history, week, 'bitcoin')
    expect(reading.figures).toEqual({})
    expect(reading.missing).toContainEqual(
      expect.objectContaining({ figure: 'funding.bitcoin.binance.weekMean8h' }),
    )
    expect(reading.value).toMatchObject({ venues: [], daily: [], turnedThisWeek: false })
  })

  it('is missing where no venue is on record', () => {
    const reading = readFunding(buildHistory({ now }), week, 'solana')
    expect(reading.missing).toContainEqual({
      figure: 'funding.solana.rate8h',
      reason: 'no-data',
      source: 'funding',
    })
  })
})

function readBinance(binance: readonly Print[]) {
  return readFunding(buildHistory({ now, funding: { bitcoin: { binance } } }), week, 'bitcoin')
}
