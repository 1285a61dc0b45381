import { describe, expect, it } from 'vitest'
import { breadth } from '#src/metrics/breadth.ts'

describe('breadth', () => {
  it('is the share of returns above 0', () => {
    const returns = Array.from({ length: 100 }, (_, i) => (i < 23 ? 0.01 : -0.01))
    expect(breadth(returns)).toEqual({ share: 0.23, up: 23, counted: 100 })
  })

  it('does not count a return of exactly 0 as a rise', () => {
    expect(breadth([0, 0.1])).toEqual({ share: 0.5, up: 1, counted: 2 })
  })

  it('is unknown without returns', () => {
    expect(breadth([])).toBeUndefined()
  })
})
