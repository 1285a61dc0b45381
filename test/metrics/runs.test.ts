import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FundingPrints } from '#src/market/perpetual.ts'
import { HOUR } from '#src/market/time.ts'
import { currentRun, type RunClaim, runsBetween, signOf } from '#src/metrics/runs.ts'

/** Days 1..10 of the worked example. */
const DAYS = [3, -1, -2, -4, 2, 1, 5, -1, -2, -3]

describe('the worked series', () => {
  it('is on day 8 negative for the first time since day 4', () => {
    const claim = claimOn(DAYS, 8)
    expect(claim.run).toMatchObject({ sign: 'negative', prints: 1 })
    expect(claim.lastEarlierSame).toBe(day(4))
  })

  it('has on day 9 a run of two', () => {
    expect(claimOn(DAYS, 9).run).toMatchObject({ prints: 2, start: day(8), end: day(9) })
  })

  it('has on day 10 a run of three, the longest since the equally long one that ended on day 4', () => {
    const claim = claimOn(DAYS, 10)
    expect(claim.run).toMatchObject({ prints: 3, hours: 72, start: day(8), end: day(10) })
    expect(claim.lastEarlierAtLeastAsLong).toMatchObject({ start: day(2), end: day(4), prints: 3 })
  })

  it('reaches back to its first day', () => {
    expect(claimOn(DAYS, 10)).toMatchObject({ recordStart: day(1), cutByGap: false })
  })
})

describe('a run', () => {
  it('ends with a zero, which is neither negative nor positive', () => {
    expect(claimOn([-1, -1, 0, -1], 4).run.prints).toBe(1)
    expect(claimOn([-1, -1, 0, 0], 4).run).toMatchObject({ sign: 'zero', prints: 2 })
    expect(signOf(-0)).toBe('zero')
  })

  it('is the longest on the record where no earlier one is as long', () => {
    expect(claimOn([-1, 2, -1, -1], 4).lastEarlierAtLeastAsLong).toBeNull()
  })

  it('is the first of its sign on the record where there was none before', () => {
    expect(claimOn([1, 2, 0, -1], 4).lastEarlierSame).toBeNull()
  })

  it('names the most recent of several runs that were as long', () => {
    expect(claimOn([-1, -1, -1, 1, -1, -1, 1, -1, 1, -1, -1], 11).lastEarlierAtLeastAsLong).toMatchObject({
      start: day(5),
      end: day(6),
    })
  })

  it('does not bridge a missing settlement', () => {
    const claim = claimAt(series([-1, -2, -3, null, -4, -5]), day(6))
    expect(claim?.run).toMatchObject({ prints: 2, start: day(5) })
    expect(claim).toMatchObject({ cutByGap: true, recordStart: day(5) })
  })

  it('claims nothing about the time before a missing settlement, whose sign nobody knows', () => {
    const claim = claimAt(series([-1, -1, -1, 1, null, 1, -1, -1]), day(8))
    expect(claim).toMatchObject({
      cutByGap: false,
      recordStart: day(6),
      lastEarlierAtLeastAsLong: null,
      lastEarlierSame: null,
    })
  })

  it('follows a venue that changes its interval', () => {
    const claim = claimAt(
      prints([0, 1, 8], [8, -1, 8], [12, -1, 4], [13, -1, 1], [14, -1, 1], [22, -1, 8]),
      22 * HOUR,
    )
    expect(claim?.run).toMatchObject({ prints: 5, hours: 22, start: 8 * HOUR })
  })

  it('sees that a settlement is missing although the interval changed', () => {
    // After 12:00 the interval is one hour: the print of 13:00 is not there.
    expect(claimAt(prints([8, -1, 8], [12, -1, 4], [14, -1, 1]), 14 * HOUR)).toMatchObject({
      cutByGap: true,
      run: { prints: 1 },
    })
  })

  it('does not follow on a print without a known interval', () => {
    expect(claimAt(prints([0, -1, 8], [8, -1, Number.NaN], [16, -1, 8]), 16 * HOUR)?.run.prints).toBe(2)
  })

  it('ignores what comes after the instant that is asked about', () => {
    expect(claimOn([-1, -1, 1, 1], 2).run).toMatchObject({ sign: 'negative', prints: 2 })
    expect(claimAt(series([-1]), day(1) - 2 * HOUR)).toBeUndefined()
  })
})

describe('laws of runs', () => {
  const rates = fc.array(fc.constantFrom(-2, -1, 0, 1), { minLength: 1, maxLength: 40 })

  it('cover every settlement once, and neighbours differ in sign', () => {
    fc.assert(
      fc.property(rates, (values) => {
        const runs = runsBetween(series(values), 0, values.length - 1)
        expect(runs.reduce((sum, run) => sum + run.prints, 0)).toBe(values.length)
        runs.slice(1).forEach((run, index) => {
          expect(run.sign).not.toBe(runs[index]?.sign)
        })
      }),
    )
  })

  it('a claim with its date never changes when earlier history is added', () => {
    fc.assert(
      fc.property(rates, rates, fc.boolean(), (earlier, values, missing) => {
        const alone = claimAt(series(values, 100), day(99 + values.length))
        const before = [...earlier, ...(missing ? [null] : [])]
        const all = claimAt(series([...before, ...values], 100 - before.length), day(99 + values.length))
        if (alone?.lastEarlierSame !== null) {
          expect(all?.run).toEqual(alone?.run)
          expect(all?.lastEarlierSame).toBe(alone?.lastEarlierSame)
        }
        if (alone?.lastEarlierAtLeastAsLong !== null) {
          expect(all?.lastEarlierAtLeastAsLong).toMatchObject({
            end: alone?.lastEarlierAtLeastAsLong.end,
          })
        }
        if (missing) expect({ ...all, cutByGap: false }).toEqual(alone)
      }),
    )
  })
})

function day(number: number): number {
  return number * 24 * HOUR
}

function claimOn(rates: readonly number[], dayNumber: number): RunClaim {
  const claim = claimAt(series(rates), day(dayNumber))
  if (claim === undefined) throw new Error('no settlement')
  return claim
}

function claimAt(settled: FundingPrints, instant: number): RunClaim | undefined {
  return currentRun(settled, instant)
}

/** One print a day from day `first` on; null is missing. */
function series(rates: readonly (number | null)[], first = 1): FundingPrints {
  const rows = rates.flatMap((rate, index) =>
    rate === null ? [] : [[(first + index) * 24, rate, 24] as const],
  )
  return prints(...rows)
}

function prints(
  ...rows: readonly (readonly [hour: number, rate: number, interval: number])[]
): FundingPrints {
  return {
    times: Float64Array.from(rows, (row) => row[0] * HOUR),
    rates: Float64Array.from(rows, (row) => row[1]),
    intervalHours: Float64Array.from(rows, (row) => row[2]),
  }
}
