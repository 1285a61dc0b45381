import { describe, expect, it } from 'vitest'
import { isSameRounded } from '#src/market/rounding.ts'

describe('two reports of a number', () => {
  it.each([
    ['with fewer digits', 0.0000264123456, 0.000026412],
    ['with fewer digits, near nothing', 3.1234e-7, 3.12e-7],
    ['rounded up', 0.00012345678, 0.00012346],
    ['reckoned twice', 0.000123456789, 0.00012345679],
    ['equal', -0.0001, -0.0001],
  ])('are the same %s', (_, a, b) => {
    expect(isSameRounded(a, b)).toBe(true)
    expect(isSameRounded(b, a)).toBe(true)
  })

  it.each([
    ['a number that ends early ended so', 0.0001, 0.000123],
    ['the last digit told differs', 0.00002346, 0.00002345],
    ['in sign', 0.00000001, -0.00000001],
    ['ten times over', 0.000002213, 0.00002213],
  ])('differ: %s', (_, a, b) => {
    expect(isSameRounded(a, b)).toBe(false)
  })
})
