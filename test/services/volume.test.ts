import { describe, expect, it } from 'vitest'
import { weekEnding } from '#src/market/week.ts'
import { readVolume } from '#src/services/volume.ts'
import { buildHistory, type Dated, generate } from '../support/history.ts'

const week = weekEnding('2025-06-16')

/** Days up to and including 15 June; each number is a week's daily volume, the last week last. */
function weeks(...daily: number[]): Dated {
  const first = new Date(Date.parse('2025-06-16') - daily.length * 7 * 86_400_000)
  return [first.toISOString().slice(0, 10), ...daily.flatMap((value) => generate(7, () => value))]
}

type DatedDays = readonly [string, ...(number | null)[]]

function read(spotVolume: Record<string, Dated>, perpVolume: Record<string, Dated> = {}) {
  return readVolume(buildHistory({ now: '2025-06-16', spotVolume, perpVolume }), week)
}

describe('spot volume', () => {
  it('is the sum of seven days of all venues, against the four weeks before', () => {
    const { value, figures } = read({
      binance: weeks(9, 10, 10, 10, 10, 9),
      okx: weeks(9, 10, 10, 10, 10, 9),
    })
    expect(value).toMatchObject({ week: 126, mean4w: 140, ratio: 0.9, word: 'held-up' })
    expect(value.weeks.map(([, sum]) => sum)).toEqual([126, 140, 140, 140, 140, 126])
    expect(figures['volume.spot.week']?.coverage).toEqual({ used: 2, expected: 2 })
  })

  describe('with a hole of one venue', () => {
    const five = weeks(10, 10, 10, 10, 10) as DatedDays
    /** The five weeks without some days, counted back from the last, which is 1. */
    const without = (...before: number[]) => {
      const [first, ...values] = five
      return [first, ...values.map((value, i) => (before.includes(35 - i) ? null : value))] as DatedDays
    }
    const others = { binance: five, okx: five }
    const of = (bybit: Dated) => read({ ...others, bybit }, { ...others, bybit })

    it.each([
      ['on its last day', 1, '2025-06-15'],
      ['in the middle of the week', 4, '2025-06-12'],
      ['on its first day', 7, '2025-06-09'],
      ['on the last day of the week before', 8, '2025-06-08'],
      ['on the first day of the week before', 14, '2025-06-02'],
    ])('%s tells all figures over the others, and names it', (_, before, day) => {
      const reading = of(without(before))
      expect(reading.missing).toEqual([])
      const leftOut = [{ venue: 'bybit', lacks: { day, days: 1 } }]
      expect(reading.value).toMatchObject({
        ...{ week: 140, mean4w: 140, ratio: 1, weekBefore: 140, weekChange: 0, spotShare: 0.5 },
        compared: { venues: ['binance', 'okx'] },
        parts: (['spot', 'perp'] as const).map((market) => ({
          ...{ market, used: 2, expected: 3 },
          leftOut: leftOut.map((one) => ({ ...one, market })),
        })),
      })
      expect(reading.figures['volume.spot.week']?.coverage).toEqual({ used: 2, expected: 3 })
      expect(reading.value.weeks.map(([, sum]) => sum)).toEqual([140, 140, 140, 140, 140])
    })

    it('counts the days that it lacks', () => {
      expect(of(without(3, 2, 1)).value.parts?.[0]?.leftOut[0]?.lacks).toEqual({ day: '2025-06-13', days: 3 })
    })

    it('in the weeks of the mean takes it out of the mean and the ratio alone, on both sides', () => {
      const [first, ...values] = without(30)
      const bybit = [first, ...values.map((value, i) => value && (i < 28 ? 10 : 20))] as Dated
      const { value, missing, figures } = read({ ...others, bybit }, { ...others, bybit })
      expect(missing).toEqual([])
      expect(value).toMatchObject({
        ...{ week: 280, weekBefore: 210, mean4w: 140, ratio: 1, spotShare: 0.5 },
        compared: { venues: ['binance', 'bybit', 'okx'] },
        meanPart: {
          ...{ used: 2, expected: 3 },
          leftOut: [{ market: 'spot', venue: 'bybit', lacks: { day: '2025-05-17', days: 1 } }],
        },
      })
      expect(value).not.toHaveProperty('parts')
      expect(figures['volume.spot.week']?.coverage).toEqual({ used: 3, expected: 3 })
      for (const name of ['mean4w', 'ratio'])
        expect(figures[`volume.spot.${name}`]?.coverage).toEqual({ used: 2, expected: 3 })
    })

    it.each([
      ['spot', 2],
      ['spot', 9],
      ['perp', 2],
      ['perp', 9],
    ] as const)('of %s alone takes it out of both sides of the share', (market, before) => {
      // A day that is missing moves no share, wherever it is.
      const holed = { ...others, bybit: without(before) }
      const whole = { ...others, bybit: five }
      const { value, figures } = market === 'spot' ? read(holed, whole) : read(whole, holed)
      expect(value).toMatchObject({
        ...{ week: market === 'spot' ? 140 : 210, spotShare: 0.5, spotShareWeekAgo: 0.5 },
        shareWithout: ['bybit'],
      })
      expect(value.parts?.map((part) => part.market)).toEqual([market])
      expect(figures['volume.spot.spotShare']?.coverage).toEqual({ used: 2, expected: 3 })
      expect(of(five).value).not.toHaveProperty('shareWithout')
    })

    it('of one market makes no share an extreme', () => {
      const long = (market: 'spot' | 'perp', large: boolean) => {
        const [first, ...values] = weeks(...generate(30, (index) => 10 + (index % 3))) as DatedDays
        const holed = (value: number | null, at: number) => (market === 'spot' && at === 205 ? null : value)
        return [first, ...values.map((value, at) => (large ? holed(value && value * 3, at) : value))] as Dated
      }
      const all = (market: 'spot' | 'perp') => ({ binance: long(market, true), okx: long(market, false) })
      const { value } = read(all('spot'), all('perp'))
      expect(value).toMatchObject({ spotShare: 0.5, spotSharePercentile: expect.any(Number) })
      expect(value.spotShareLowestSince).not.toBeNull()
    })

    it('reports no share where none is left in a market', () => {
      const { value, missing } = read({ ...others, bybit: without(2) }, { bybit: five })
      expect(value.spotShare).toBeUndefined()
      expect(missing).toContainEqual({
        ...{ figure: 'volume.spot.spotShare', reason: 'gap', source: 'perp_volume' },
      })
    })

    it('leaves out the largest venue for a day of this week, and not for one of the mean', () => {
      const large = (before: number) => {
        const [first, ...values] = without(before)
        return [first, ...values.map((value) => value && (value as number) * 10)] as Dated
      }
      const now = read({ ...others, bybit: large(3) })
      expect(now.value).toMatchObject({ week: 140, ratio: 1 })
      const earlier = read({ ...others, bybit: large(20) })
      expect(earlier.value).toMatchObject({ week: 840, weekBefore: 840, weekChange: 0 })
      expect(earlier.value).not.toHaveProperty('parts')
      expect(earlier.missing).toContainEqual({
        ...{ figure: 'volume.spot.mean4w', reason: 'gap', source: 'spot_volume' },
      })
      // The chart has no bar of that week, and none of 0.
      expect(earlier.value.weeks.map(([, sum]) => sum)).toEqual([840, 840, null, 840, 840])
    })

    it('is missing where every venue lacks a day', () => {
      const reading = read({ binance: without(3), okx: without(1) })
      expect(reading.missing).toContainEqual({
        ...{ figure: 'volume.spot.week', reason: 'gap', source: 'spot_volume' },
      })
      expect(reading.value.weeks.at(-1)?.[1]).toBeNull()
      expect(reading.value.word).toBeUndefined()
    })
  })

  it('has a mean of four full weeks only', () => {
    expect(read({ binance: weeks(10, 10, 10, 10) }).missing).toContainEqual(
      expect.objectContaining({ figure: 'volume.spot.mean4w', reason: 'record-too-short' }),
    )
  })

  it('no longer counts a venue that was not seen for five weeks', () => {
    const closed = ['2025-01-01', ...generate(100, () => 5)] as const
    expect(read({ binance: weeks(10, 10, 10, 10, 10), closed }).value).toMatchObject({
      week: 70,
      venues: ['binance'],
    })
  })

  it('tells a record that had not begun, or has ended, from a venue that nobody recorded', () => {
    const reasonOf = (spotVolume: Record<string, Dated>) =>
      read(spotVolume).missing.find(({ figure }) => figure === 'volume.spot.week')?.reason
    expect(reasonOf({ okx: ['2025-06-16', 10, 10] })).toBe('record-too-short')
    expect(reasonOf({ okx: ['2025-04-01', 10, 10] })).toBe('stale')
    expect(reasonOf({})).toBe('no-data')
  })

  it('is missing where the week is not over', () => {
    const history = buildHistory({ now: '2025-06-15', spotVolume: { binance: weeks(10, 10, 10, 10, 10) } })
    expect(readVolume(history, week).missing).toContainEqual(
      expect.objectContaining({ figure: 'volume.spot.week', reason: 'no-data' }),
    )
  })

  it('takes in another zone the seven days before the last 00:00 UTC, also where summer time begins', () => {
    const history = buildHistory({
      now: '2025-06-16',
      spotVolume: { binance: weeks(...generate(30, () => 10)) },
    })
    const london = readVolume(history, weekEnding('2025-03-31', 'Europe/London'))
    expect(london.value.week).toBe(70)
    expect(london.figures['volume.spot.week']?.asOf).toBe(Date.parse('2025-03-30'))
  })
})

describe('the share of spot', () => {
  it('needs perpetual volume', () => {
    expect(read({ binance: weeks(10, 10) }).missing).toContainEqual({
      figure: 'volume.spot.spotShare',
      reason: 'no-data',
      source: 'perp_volume',
    })
  })

  it('is spot over both, beside the week before', () => {
    const { value } = read({ binance: weeks(10, 21) }, { bybit: weeks(90, 79) })
    expect(value.spotShare).toBeCloseTo(0.21, 12)
    expect(value.spotShareWeekAgo).toBeCloseTo(0.1, 12)
    expect(value.spotSharePercentile).toBeUndefined()
  })

  it('is an extreme of the record only with half a year of weeks before it', () => {
    const rising = (count: number) =>
      read(
        { binance: weeks(...generate(count, (index) => 10 + index)) },
        { bybit: weeks(...generate(count, () => 100)) },
      ).value
    expect(rising(27)).toMatchObject({ spotShareHighestSince: null, spotSharePercentile: 1 })
    expect(rising(26).spotShareHighestSince).toBeUndefined()
  })

  it('names the edition since which it was not as high', () => {
    const { value } = read({ binance: weeks(30, 10, 12, 20) }, { bybit: weeks(100, 100, 100, 100) })
    expect(value.spotShareHighestSince).toBe('2025-05-26')
    expect(value.spotShareLowestSince).toBe('2025-06-09')
  })
})

describe('the share of spot after a week without one', () => {
  it('names no edition since which it was not as high: it may have been higher in that week', () => {
    const [first, ...values] = weeks(30, 10, 12, 20) as DatedDays
    const holed = [first, ...values.map((value, at) => (at === 15 ? null : value))] as Dated
    const { value } = read({ binance: holed }, { bybit: weeks(100, 100, 100, 100) })
    expect(value.spotShare).toBeCloseTo(1 / 6, 12)
    expect(value).not.toHaveProperty('spotShareHighestSince')
  })
})

describe('a venue that began later than the others', () => {
  const others = { binance: weeks(10, 10, 10, 10, 10), okx: weeks(10, 10, 10, 10, 9) }

  it.each([
    ['today', ['2025-06-15', 500] as const],
    ['two weeks ago', weeks(500, 500)],
  ])('changes no figure where it began %s, and is named', (_, newcomer) => {
    const before = read(others, others)
    const after = read({ ...others, newcomer }, { ...others, newcomer })
    expect(before.value).not.toHaveProperty('parts')
    const part = (market: 'spot' | 'perp') => ({
      ...{ market, used: 2, expected: 3 },
      leftOut: [{ market, venue: 'newcomer' }],
    })
    expect(after.value).toEqual({ ...before.value, parts: [part('spot'), part('perp')] })
    expect(after.missing).toEqual(before.missing)
    expect(after.figures['volume.spot.week']?.coverage).toEqual({ used: 2, expected: 3 })
  })

  it('is counted once it reaches back over five weeks as they do', () => {
    const { value } = read({ ...others, newcomer: weeks(1, 1, 1, 1, 1) })
    expect(value.week).toBe(7 * 20)
    expect(value).not.toHaveProperty('parts')
  })

  it('cuts no half year of shares short', () => {
    const long = (count: number) => weeks(...generate(count, (index) => 10 + index))
    const perp = { bybit: weeks(...generate(30, () => 100)) }
    const before = read({ binance: long(30) }, perp).value
    const { spotSharePercentile, spotShareHighestSince } = read(
      { binance: long(30), newcomer: weeks(1, 1, 1, 1, 1, 1) },
      perp,
    ).value
    expect(before.spotSharePercentile).toBe(1)
    expect({ spotSharePercentile, spotShareHighestSince }).toEqual({
      spotSharePercentile: 1,
      spotShareHighestSince: null,
    })
  })
})
