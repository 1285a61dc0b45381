import { describe, expect, it } from 'vitest'
import { fundingSection } from '#src/briefing/sections/funding.ts'
import type { FundingReading, FundingRun } from '#src/services/funding.ts'
import { keysOf, readingOf, statementOf, told, week } from '../telling.ts'

const RUN: FundingRun = {
  sign: 'negative',
  prints: 4,
  hours: 32,
  since: '2025-11-22T16:00:00Z',
  lastEarlierRunAtLeastAsLong: null,
  lastEarlierSamePrint: '2025-10-26T08:00:00Z',
  recordStart: '2025-08-01T00:00:00Z',
}

function section(value: Partial<FundingReading>, other?: Partial<FundingReading>) {
  return fundingSection(reading(value), other && reading(other))
}

function reading(value: Partial<FundingReading>) {
  return readingOf('funding', {
    asset: 'bitcoin',
    symbol: 'BTC',
    referenceVenue: 'binance',
    venues: [],
    absentVenues: [],
    weighting: 'equal' as const,
    turnedThisWeek: false,
    recordStart: '2025-08-01',
    daily: [],
    prices: [],
    ...value,
  })
}

const BELOW = { rate8h: -0.000042, apr: -0.046 }
const ABOVE = { rate8h: 0.000042, apr: 0.046 }

describe('funding that turned negative', () => {
  const turned = { ...BELOW, turnedThisWeek: true, run: RUN, priceAtLastEarlierSamePrint: 114_900 }

  it('for the first time in two weeks says since when, and the price then', () => {
    const statement = statementOf(section(turned), 'turnedNegative')
    expect(told(statement, 'lead')).toEqual([
      'BTCの資金調達率は、価格が11万5,000ドル付近だった10月下旬以来初めてマイナスに転じました。',
      'BTC funding turned negative for the first time since late October, when BTC traded near $115,000.',
    ])
    expect(statement.salience).toBeGreaterThanOrEqual(0.75)
  })

  it('less than two weeks after the last time did so again', () => {
    const run = { ...RUN, lastEarlierSamePrint: '2025-11-12T00:00:00Z' }
    expect(keysOf(section({ ...turned, run }))[0]).toBe('turnedNegativeAgain')
  })

  it('after another negative print of the same week did not turn', () => {
    const run = { ...RUN, lastEarlierSamePrint: '2025-11-21T00:00:00Z' }
    expect(keysOf(section({ ...turned, run }))[0]).toBe('level')
  })

  it('without a price of that time claims no price', () => {
    const { priceAtLastEarlierSamePrint: _, ...unpriced } = turned
    expect(keysOf(section(unpriced))[0]).toBe('turnedNegativeAgain')
  })

  it('for the first time on record says from when the record is whole', () => {
    const run = { ...RUN, lastEarlierSamePrint: null, recordStart: '2025-09-10T00:00:00Z' }
    const statement = statementOf(section({ ...turned, run }), 'turnedNegativeFirst')
    expect(told(statement, 'lead')[1]).toContain('on our record (since 10 Sep 2025)')
  })

  it('on the reference venue alone, while all venues together are positive, is no headline', () => {
    expect(keysOf(section({ ...turned, ...ABOVE }))[0]).toBe('level')
  })

  it('before this week stays negative', () => {
    expect(
      keysOf(
        section({ ...turned, run: { ...RUN, since: '2025-11-10T00:00:00Z' }, turnedThisWeek: false }),
      )[0],
    ).toBe('staysNegative')
  })
})

describe('funding that turned positive', () => {
  const positive: FundingRun = { ...RUN, sign: 'positive' }
  const daily = Array.from(
    { length: 9 },
    (_, i) => [week.end - (9 - i) * 86_400_000, i < 5 ? -1e-5 : 1e-5] as const,
  )

  it('is told after a day below zero', () => {
    const statement = statementOf(
      section({ ...ABOVE, turnedThisWeek: true, run: positive, daily }),
      'turnedPositive',
    )
    expect(told(statement)[1]).toContain('after turning positive during the week')
    expect(keysOf(section({ ...ABOVE, turnedThisWeek: true, run: positive }))[0]).toBe('level')
  })

  it('is not told while all venues together are negative', () => {
    expect(keysOf(section({ ...BELOW, turnedThisWeek: true, run: positive, daily }))[0]).toBe('level')
  })
})

describe('the level', () => {
  it('is told against its year beyond the 80th and 20th percentile', () => {
    expect(told(statementOf(section({ ...ABOVE, percentile1y: 0.93 }), 'high'))[1]).toContain('top 7%')
    expect(told(statementOf(section({ ...ABOVE, percentile1y: 0.05 }), 'low'))[1]).toContain('bottom 5%')
    expect(keysOf(section({ ...ABOVE, percentile1y: 0.5 }))).toEqual(['level'])
    expect(keysOf(section(ABOVE))).toEqual(['level'])
  })

  it('is never in the top 0 %', () => {
    expect(told(statementOf(section({ ...ABOVE, percentile1y: 1 }), 'high'))[1]).toContain('top 1%')
  })
})

describe('the run', () => {
  const earlier = { start: '2025-10-20T00:00:00Z', end: '2025-10-26T08:00:00Z', prints: 6 }

  it('is the longest since the earlier one ended', () => {
    const longest = section({ ...BELOW, run: { ...RUN, lastEarlierRunAtLeastAsLong: earlier } })
    expect(told(statementOf(longest, 'negativeRunLongest'))).toEqual([
      'Binanceの確定値は4回連続（32時間）のマイナスで、10月26日以来の長さです。',
      'On Binance it has been negative for four settlements, 32 hours: the longest run of settlements since 26 October.',
    ])
  })

  it('that is longest only since less than two weeks makes no claim', () => {
    const recent = { ...earlier, end: '2025-11-12T00:00:00Z' }
    expect(keysOf(section({ ...BELOW, run: { ...RUN, lastEarlierRunAtLeastAsLong: recent } }))).toContain(
      'negativeRun',
    )
  })

  it('that is the longest of the record names where the record begins', () => {
    expect(told(statementOf(section({ ...BELOW, run: RUN }), 'negativeRunRecord'))[1]).toContain(
      'which begins on 1 Aug 2025',
    )
  })

  it('without one negative print for half a year is worth a sentence', () => {
    const long = { ...earlier, end: '2025-05-20T00:00:00Z' }
    const run: FundingRun = { ...RUN, sign: 'positive', hours: 1000, lastEarlierRunAtLeastAsLong: long }
    expect(told(statementOf(section({ ...ABOVE, run }), 'positiveRun'))[0]).toContain('41日')
    const short = { ...long, end: '2025-06-20T00:00:00Z' }
    expect(keysOf(section({ ...ABOVE, run: { ...run, lastEarlierRunAtLeastAsLong: short } }))).toEqual([
      'level',
    ])
  })

  it('of one settlement is told as such, and one against all venues together with a "though"', () => {
    const one = section({ ...BELOW, run: { ...RUN, prints: 1, hours: 8 } })
    expect(told(statementOf(one, 'negativePrint'))[1]).toBe('The latest settlement on Binance was negative.')
    expect(keysOf(section({ ...ABOVE, run: RUN }))).toEqual(['level', 'negativeRunApart'])
  })

  it('that a gap broke is not told', () => {
    expect(keysOf(section(BELOW))).toEqual(['level'])
  })
})

it('compares the week’s mean with the week before, and adds the other asset', () => {
  const both = section(
    { ...ABOVE, weekMean8h: 0.00003, weekMean8hBefore: 0.00005 },
    { symbol: 'ETH', ...BELOW },
  )
  expect(keysOf(both)).toEqual(['level', 'weekMean', 'other'])
  expect(told(statementOf(both, 'weekMean'))).toEqual([
    '週平均は0.0030%で、前週の0.0050%から低下しました。',
    "The week's mean was 0.0030%, down from 0.0050% the week before.",
  ])
})

it('does not compare means that print alike, or nearly so', () => {
  const still = section({ ...ABOVE, weekMean8h: 0.00003, weekMean8hBefore: 0.000035 })
  expect(keysOf(still)).toEqual(['level'])
})

it('calls a rate that prints as zero next to zero, of no sign', () => {
  const zero = { rate8h: -1e-9, apr: -1e-6, turnedThisWeek: true, run: RUN }
  expect(keysOf(section(zero))[0]).toBe('nearZero')
})

it('says nothing without a rate, and names what both assets miss', () => {
  const gap = { figure: 'funding.bitcoin.rate8h', reason: 'no-data' } as const
  const silent = fundingSection({ ...reading({}), missing: [gap] }, { ...reading({}), missing: [gap] })
  expect(silent.statements).toEqual([])
  expect(silent.missing).toHaveLength(2)
})
