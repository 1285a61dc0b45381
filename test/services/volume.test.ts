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

  it('is missing where one venue lacks a day: a smaller sum would look like a fall', () => {
    const short = weeks(10, 10, 10, 10, 10) as readonly [string, ...number[]]
    const reading = read({
      binance: weeks(10, 10, 10, 10, 10),
      okx: short.slice(0, -1) as [string, ...number[]],
    })
    expect(reading.missing).toContainEqual({
      figure: 'volume.spot.week',
      reason: 'gap',
      source: 'spot_volume',
    })
    expect(reading.value.weeks.at(-1)?.[1]).toBeNull()
    expect(reading.value.word).toBeUndefined()
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
