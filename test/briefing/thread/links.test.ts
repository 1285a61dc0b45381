/** What may join two sentences: the day, the order of instants with their uncertainty, the other side. */
import { describe, expect, it } from 'vitest'
import { contrastsWith, isPair, linkOf } from '#src/briefing/thread/links.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'

/** A close of day 10, lowest since day 1. */
function entry(given: Partial<RankedExtreme> = {}): RankedExtreme {
  return {
    ...{ group: 'cross', series: 'cross.sp500.close', kind: 'low', value: 1, unit: 'USD', salience: 0.5 },
    ...{ at: 10 * DAY, span: DAY, scope: 'inside', since: DAY, equal: false, recordStart: 0, weeks: 9 },
    evidence: { sources: [] },
    ...given,
  } as RankedExtreme
}

it('says "then" only of an instant past the whole uncertainty of the one before, inside the week', () => {
  expect(linkOf(entry({ at: 11 * DAY }), [entry()])).toBe('then')
  expect(linkOf(entry({ at: 11 * DAY + HOUR }), [entry({ span: DAY + 2 * HOUR })])).toBeUndefined()
  expect(linkOf(entry({ at: 11 * DAY, scope: 'boundary' }), [entry()])).toBeUndefined()
})

it('says "the same day" of the same UTC day', () => {
  expect(linkOf(entry({ at: 10 * DAY + 23 * HOUR }), [entry()])).toBe('same')
})

it.each([10, 11])('joins nothing by its day to a sentence that states no day: day %d', (day) => {
  expect(linkOf(entry({ at: day * DAY }), [entry({ scope: 'boundary' })])).toBeUndefined()
})

it('says "by contrast" only where all that stood before went the other way', () => {
  const high = entry({ kind: 'high', at: 9 * DAY })
  expect(linkOf(high, [entry()])).toBe('contrast')
  expect(linkOf(high, [entry(), entry({ kind: 'high' })])).toBeUndefined()
  expect(linkOf(high, [entry({ kind: 'high' })])).toBeUndefined()
})

it('pairs two entries of one day, side and reach alone', () => {
  const other = { series: 'cross.nasdaq100.close' }
  expect(isPair(entry(), entry(other))).toBe(true)
  expect(isPair(entry(), entry({ ...other, at: 11 * DAY }))).toBe(false)
  expect(isPair(entry(), entry({ ...other, equal: true }))).toBe(false)
  expect(isPair(entry(), entry({ ...other, since: 2 * DAY }))).toBe(false)
  expect(isPair(entry(), entry())).toBe(false)
})

describe('a price beside a return', () => {
  const low = entry()

  it.each([
    ['the other way', 0.05, true],
    ['the same way', -0.018, false],
    ['a return that stood still', -0.01, true],
    ['a return that just moved', -0.011, false],
  ])('is a contrast or not: %s', (_, change, expected) => {
    expect(contrastsWith(low, change)).toBe(expected)
  })

  it('is none of what is no price', () => {
    expect(contrastsWith(entry({ series: 'cross.vix.close' }), 0.05)).toBe(false)
  })
})
