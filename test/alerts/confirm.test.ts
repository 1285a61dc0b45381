/** Which price of a minute counts. */
import { describe, expect, it } from 'vitest'
import { boundTo, confirmed, spreadOf, type VenuePrice } from '#src/alerts/confirm.ts'

const DAY = 86_400_000
const NOW = Date.parse('2025-11-24T05:03:00Z')
type Said = number | readonly [price: number, age: number]
const prices = (...all: readonly Said[]) =>
  all.map((one, index): VenuePrice => {
    const [price, age] = typeof one === 'number' ? [one, 0] : one
    return { venue: `v${index}`, title: `V${index}`, price, time: NOW - age }
  })
const last = (value: number) => ({ value, time: NOW - 60_000 })
const agreed = (...all: readonly Said[]) => confirmed(prices(...all), last(90_000), NOW)?.value

describe('a price of the minute', () => {
  it('is the middle of those who agree within half a percent', () => {
    expect(agreed(89_900, 89_940, 90_010)).toBe(89_940)
    expect(agreed(89_900, 90_000)).toBe(89_950)
    expect(agreed(89_000, 90_000)).toBeUndefined()
  })

  it('needs two venues', () => {
    expect(agreed(90_000)).toBeUndefined()
    expect(agreed()).toBeUndefined()
  })

  it.each([
    ['a zero', [0, 89_940, 90_010]],
    ['NaN', [Number.NaN, 89_940, 90_010]],
    ['ten times too much', [899_000, 89_940, 90_010]],
    ['frozen since two minutes', [[95_000, 120_000], 89_940, 90_010]],
    ['frozen a little off', [95_000, 89_940, 90_010]],
    ['of tomorrow, as another venue says at the same price', [[80_000, -DAY], 80_010, 89_940, 90_010]],
  ] as const)('F4: one venue lies: %s', (_, all) => {
    expect(agreed(...all)).toBe(89_975)
  })

  it('is none where two camps say two things', () => {
    expect(agreed(80_000, 80_010, 90_000, 90_010)).toBeUndefined()
  })

  it('B21: a jump of more than 30 % in a minute needs three venues', () => {
    expect(agreed(60_000, 60_010)).toBeUndefined()
    expect(agreed(60_000, 60_010, 60_020)).toBe(60_010)
    expect(confirmed(prices(60_000, 60_010), { value: 90_000, time: NOW - 600_000 }, NOW)?.value).toBe(60_005)
  })

  it('takes a change for one of a minute where the last price is of up to three minutes ago', () => {
    const since = (age: number) =>
      confirmed(prices(60_000, 60_010), { value: 90_000, time: NOW - age }, NOW)?.value
    expect([since(180_000), since(180_001)]).toEqual([undefined, 60_005])
  })

  it('counts prices of 90 seconds ago and of five minutes ahead, and none beyond', () => {
    expect([90_000, 90_001].map((age) => agreed([89_940, age], 90_010))).toEqual([89_975, undefined])
    expect([-300_000, -300_001].map((age) => agreed([89_940, age], 90_010))).toEqual([89_975, undefined])
  })

  it('may be of less than a dollar, or a cent, and never 0', () => {
    const small = (...all: readonly number[]) => confirmed(prices(...all), undefined, NOW)?.value
    expect(small(0.5, 0.502)).toBeCloseTo(0.501, 12)
    expect(small(0.000_012, 0.000_012)).toBe(0.000_012)
    expect(small(0, 0)).toBeUndefined()
  })

  it('is of one venue where an alert is bound to it', () => {
    expect(boundTo('v1', prices(90_000, 89_000), last(90_000), NOW)?.value).toBe(89_000)
    expect(boundTo('v1', prices(90_000, 9000), last(90_000), NOW)).toBeUndefined()
    expect(boundTo('v7', prices(90_000), last(90_000), NOW)).toBeUndefined()
  })
})

describe('a spread between venues', () => {
  const spread = (...all: readonly Said[]) => spreadOf(prices(...all), NOW)?.value

  it('is the highest over the lowest of one moment', () => {
    expect(spread(89_610, 90_140, 89_800)).toBeCloseTo(0.00591, 5)
    expect(spread(89_610, [90_140, 40_000])).toBeUndefined()
  })

  it('compares prices of 30 seconds, and believes those within a tenth of the middle', () => {
    expect(spread(100, [101, 30_000])).toBeCloseTo(0.01, 12)
    expect(spread(100, [101, 30_001])).toBeUndefined()
    // The middle is 111, and then 112.
    expect(spread(100, 122)).toBeCloseTo(0.22, 12)
    expect(spread(100, 124)).toBeUndefined()
  })

  it('is none where one of them cannot be right', () => {
    expect(spread(89_610, 89_700, 9000)).toBeUndefined()
    expect(spread(89_610, 0)).toBeUndefined()
  })
})
