/** Thresholds that are offered print as somebody would type them. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { exactPercent, roundedFraction } from '#src/i18n/exact.ts'

it('a rounded fraction prints with as many digits as it was rounded to', () => {
  expect(exactPercent(roundedFraction(0.003 * 3, 1))).toBe('0.9')
  expect(exactPercent(roundedFraction(0.0029 * 10, 2))).toBe('2.9')
  fc.assert(
    fc.property(fc.double({ min: 0.0001, max: 0.5, noNaN: true }), (fraction) => {
      const digits = exactPercent(roundedFraction(fraction, 2))
        .replace(/^[0.]+|\./gu, '')
        .replace(/0+$/u, '')
      expect(digits.length).toBeLessThanOrEqual(2)
    }),
  )
})
