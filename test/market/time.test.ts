import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, dayOf, floorToDay, isoOf, startOfDay } from '#src/market/time.ts'

describe('days', () => {
  it('begin at 00:00 UTC', () => {
    expect(startOfDay('2025-11-24')).toBe(1763942400000)
    expect(dayOf(1763942400000 - 1)).toBe('2025-11-23')
    expect(floorToDay(1763942400000 + 1)).toBe(1763942400000)
    expect(floorToDay(-1)).toBe(-DAY)
  })

  it('that do not exist are no instants', () => {
    for (const text of ['2025-02-30', '2025-13-01', '2025-1-1', '', 'yesterday', '2025-11-24T00:00:00Z']) {
      expect(startOfDay(text), text).toBeNaN()
    }
  })

  it('read back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        expect(startOfDay(dayOf(days * DAY))).toBe(days * DAY)
      }),
    )
  })
})

it('instants are printed without needless fractions', () => {
  expect(isoOf(1763942400000)).toBe('2025-11-24T00:00:00Z')
  expect(isoOf(1763942400001)).toBe('2025-11-24T00:00:00.001Z')
})
