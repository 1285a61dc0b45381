import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FundingPrints } from '#src/market/perpetual.ts'
import { HOUR } from '#src/market/time.ts'
import { annualRate, eightHourRate, lastSettled, meanFunding, weightedMean } from '#src/metrics/funding.ts'

describe('the 8-hour equivalent', () => {
  it('makes intervals of 1, 4 and 8 hours comparable', () => {
    expect(eightHourRate(0.0001, 4)).toBeCloseTo(0.0002, 15)
    expect(eightHourRate(0.0000125, 1)).toBeCloseTo(0.0001, 15)
    expect(eightHourRate(0.0001, 8)).toBe(0.0001)
  })

  it('is not a number where the interval is unknown', () => {
    expect(eightHourRate(0.0001, Number.NaN)).toBeNaN()
    expect(eightHourRate(0.0001, 0)).toBeNaN()
  })
})

describe('the rate a year', () => {
  it('is simple: 10.95 %, 21.9 % and -5.475 % in the worked examples', () => {
    expect(100 * annualRate(0.0001, 8)).toBeCloseTo(10.95, 10)
    expect(100 * annualRate(0.0001, 4)).toBeCloseTo(21.9, 10)
    expect(100 * annualRate(-0.00005, 8)).toBeCloseTo(-5.475, 10)
  })

  it('is the same for a rate and its 8-hour equivalent', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.01, max: 0.01, noNaN: true }),
        fc.integer({ min: 1, max: 24 }),
        (r, h) => {
          expect(annualRate(eightHourRate(r, h), 8)).toBeCloseTo(annualRate(r, h), 10)
        },
      ),
    )
  })
})

describe('the mean over venues', () => {
  it('is 0.0000813333333333 in the worked example', () => {
    const venues = [
      [0.0001, 8, 8e9],
      [0.00003, 8, 4e9],
      [0.0000125, 1, 2e9],
      [0.00005, 4, 1e9],
    ] as const
    const rates = venues.map(([rate, hours]) => eightHourRate(rate, hours))
    expect(
      weightedMean(
        rates,
        venues.map((venue) => venue[2]),
      ),
    ).toBeCloseTo(0.0000813333333333, 16)
  })

  it('is printed where the sum is negative too', () => {
    expect(weightedMean([-0.0002, 0.0001], [1, 1])).toBeCloseTo(-0.00005, 15)
  })

  it('counts every venue, in any order', () => {
    const venue = fc.tuple(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: 1, max: 9, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(venue, { minLength: 1, maxLength: 9 }), (venues) => {
        const mean = (rows: typeof venues) =>
          weightedMean(
            rows.map((row) => row[0]),
            rows.map((row) => row[1]),
          )
        expect(mean([...venues].reverse())).toBeCloseTo(mean(venues), 12)
        const values = venues.map((row) => row[0])
        expect(mean(venues)).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12)
        expect(mean(venues)).toBeLessThanOrEqual(Math.max(...values) + 1e-12)
      }),
    )
  })

  it('is not a number without weights', () => {
    expect(weightedMean([], [])).toBeNaN()
    expect(weightedMean([0.1], [])).toBeNaN()
  })
})

describe('the mean of a time', () => {
  it('weights each print by the interval that it pays for, which may change', () => {
    // 8 hours at 8 bp per 8 h, then 2 hours at 0.5 bp per hour = 4 bp per 8 h.
    const prints = printsOf([8, 0.0008, 8], [9, 0.00005, 1], [10, 0.00005, 1])
    const mean = meanFunding(prints, 0, 10 * HOUR)
    expect(mean?.rate8h).toBeCloseTo((0.0008 * 8 + 0.0004 * 2) / 10, 15)
    expect(mean).toMatchObject({ prints: 3, hours: 10 })
  })

  it('counts the settlement at the end and not the one at the start', () => {
    const prints = printsOf([0, 0.9, 8], [8, 0.0001, 8], [16, 0.0003, 8], [24, 0.9, 8])
    expect(meanFunding(prints, 0, 16 * HOUR)?.rate8h).toBeCloseTo(0.0002, 15)
  })

  it('counts a settlement that is stamped some milliseconds late where it belongs', () => {
    const late = { ...printsOf([8, 0.0001, 8], [16, 0.0003, 8]) }
    late.times[0] = 8 * HOUR + 7
    late.times[1] = 16 * HOUR + 12
    expect(meanFunding(late, 8 * HOUR, 16 * HOUR)).toMatchObject({ prints: 1, rate8h: 0.0003 })
    expect(lastSettled(late, 8 * HOUR)).toBe(0)
  })

  it('leaves out prints without an interval and is undefined where none is left', () => {
    const prints = printsOf([8, 0.0001, Number.NaN], [16, 0.0003, 8])
    expect(meanFunding(prints, 0, 16 * HOUR)).toMatchObject({ prints: 1, rate8h: 0.0003 })
    expect(meanFunding(prints, 0, 8 * HOUR)).toBeUndefined()
  })
})

function printsOf(
  ...prints: readonly (readonly [hour: number, rate: number, interval: number])[]
): FundingPrints {
  return {
    times: Float64Array.from(prints, (print) => print[0] * HOUR),
    rates: Float64Array.from(prints, (print) => print[1]),
    intervalHours: Float64Array.from(prints, (print) => print[2]),
  }
}
