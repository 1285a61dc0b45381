import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logReturns } from '#src/metrics/returns.ts'
import { DAYS_A_YEAR, HOURS_A_YEAR, realisedVolatility, rollingVolatility } from '#src/metrics/volatility.ts'

const SERIES_A = [100, 102, 101, 105, 103, 104, 108, 107]
const returnsArbitrary = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), {
  minLength: 1,
  maxLength: 60,
})

describe('realised volatility', () => {
  it('is 45.5084030991 % for series A', () => {
    expect(100 * realisedVolatility(logReturns(SERIES_A), DAYS_A_YEAR)).toBeCloseTo(45.5084030991, 10)
  })

  it('is 46.7974358272 % for hourly returns of half a percent', () => {
    const returns = Float64Array.from({ length: 168 }, (_, hour) => (hour % 2 === 0 ? 0.005 : -0.005))
    expect(100 * realisedVolatility(returns, HOURS_A_YEAR)).toBeCloseTo(46.7974358272, 10)
  })

  it('counts a steady climb as movement, since the mean is taken as zero', () => {
    expect(realisedVolatility([0.01, 0.01, 0.01], DAYS_A_YEAR)).toBeCloseTo(0.01 * Math.sqrt(365), 12)
  })

  it('does not care about direction and grows with the size of the moves', () => {
    fc.assert(
      fc.property(returnsArbitrary, fc.double({ min: 0.1, max: 10, noNaN: true }), (returns, factor) => {
        const volatility = realisedVolatility(returns, DAYS_A_YEAR)
        const mirrored = returns.map((value) => -value)
        const scaled = returns.map((value) => value * factor)
        expect(realisedVolatility(mirrored, DAYS_A_YEAR)).toBe(volatility)
        expect(realisedVolatility(scaled, DAYS_A_YEAR)).toBeCloseTo(volatility * factor, 9)
      }),
    )
  })

  it('is not a number without returns or with a missing one', () => {
    expect(realisedVolatility([], DAYS_A_YEAR)).toBeNaN()
    expect(realisedVolatility([0.01, Number.NaN], DAYS_A_YEAR)).toBeNaN()
  })
})

describe('rolling volatility', () => {
  it('equals the volatility of each window by itself', () => {
    const returns = logReturns(SERIES_A)
    const rolling = rollingVolatility(returns, 3, DAYS_A_YEAR)
    expect(rolling).toHaveLength(7)
    expect([...rolling.subarray(0, 2)]).toEqual([Number.NaN, Number.NaN])
    expect(rolling[4]).toBe(realisedVolatility(returns.subarray(2, 5), DAYS_A_YEAR))
  })

  it('never bridges a missing close', () => {
    const rolling = rollingVolatility(logReturns([100, 101, Number.NaN, 103, 104, 105, 106]), 2, DAYS_A_YEAR)
    expect([...rolling].map(Number.isNaN)).toEqual([true, true, true, true, false, false])
  })

  it('does not change to the last bit when earlier history is added', () => {
    fc.assert(
      fc.property(returnsArbitrary, returnsArbitrary, (earlier, returns) => {
        const alone = rollingVolatility(Float64Array.from(returns), 7, DAYS_A_YEAR)
        const longer = rollingVolatility(Float64Array.from([...earlier, ...returns]), 7, DAYS_A_YEAR)
        expect([...longer].slice(earlier.length + 6)).toEqual([...alone].slice(6))
      }),
    )
  })
})
