import { describe, expect, it } from 'vitest'
import { quadrant } from '#src/metrics/quadrant.ts'

describe('the quadrant of price and open interest', () => {
  it.each([
    [0.02, 0.03, 'new-longs'],
    [0.02, -0.03, 'short-covering'],
    [-0.02, 0.03, 'new-shorts'],
    [-0.02, -0.03, 'long-unwinding'],
    [0.01, 0.01, 'new-longs'],
  ] as const)('of %f and %f is %s', (price, interest, word) => {
    expect(quadrant(price, interest)).toBe(word)
  })

  it('is mixed where either moved less than 1 %', () => {
    expect(quadrant(0.009, 0.2)).toBe('mixed')
    expect(quadrant(-0.2, -0.0099)).toBe('mixed')
    expect(quadrant(Number.NaN, 0.2)).toBe('mixed')
  })
})
