import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curveShape, slope2s10s, slopeChange } from '#src/metrics/curve.ts'

describe('the slope of a curve', () => {
  it('is the 10-year less the 2-year yield', () => {
    expect(slope2s10s({ two: 3.62, ten: 4.14 })).toBe(0.52)
  })

  it('changes by whole basis points where yields do', () => {
    expect(slopeChange({ two: 3.58, ten: 4.11 }, { two: 3.62, ten: 4.18 })).toBe(0.03)
  })
})

describe('the shape of its change', () => {
  const before = { two: 3.6, ten: 4.1 }

  it.each([
    [{ two: 3.62, ten: 4.2 }, 'bear-steepening'],
    [{ two: 3.4, ten: 4.05 }, 'bull-steepening'],
    [{ two: 3.8, ten: 4.15 }, 'bear-flattening'],
    [{ two: 3.55, ten: 3.9 }, 'bull-flattening'],
    [{ two: 3.6, ten: 4.12 }, 'unchanged'],
    [{ two: 3.6, ten: 4.13 }, 'bear-steepening'],
    [{ two: 3.63, ten: 4.1 }, 'bear-flattening'],
  ] as const)('to %o is called %s', (now, shape) => {
    expect(curveShape(before, now)).toBe(shape)
  })

  it('follows the 10-year where both yields moved apart by the same amount', () => {
    expect(curveShape(before, { two: 3.55, ten: 4.15 })).toBe('bear-steepening')
    expect(curveShape(before, { two: 3.65, ten: 4.05 })).toBe('bull-flattening')
  })

  it('does not hang on the level of the yields', () => {
    const yields = fc.integer({ min: -100, max: 800 })
    fc.assert(
      fc.property(
        yields,
        yields,
        yields,
        yields,
        fc.integer({ min: -200, max: 200 }),
        (a, b, c, d, shift) => {
          const curve = (two: number, ten: number) => ({ two: two / 100, ten: ten / 100 })
          expect(curveShape(curve(a + shift, b + shift), curve(c + shift, d + shift))).toBe(
            curveShape(curve(a, b), curve(c, d)),
          )
        },
      ),
    )
  })
})
