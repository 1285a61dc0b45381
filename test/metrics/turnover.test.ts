import { describe, expect, it } from 'vitest'
import { spotShare, turnoverWord } from '#src/metrics/turnover.ts'

describe('the word for a turnover', () => {
  it.each([
    [1.25, 'jumped'],
    [1.2499, 'held-up'],
    [0.9, 'held-up'],
    [0.8999, 'eased'],
    [0.75, 'eased'],
    [0.7499, 'dried-up'],
  ] as const)('of %f of the mean is %s', (ratio, word) => {
    expect(turnoverWord(ratio)).toBe(word)
  })
})

describe('the share of spot', () => {
  it('is spot over spot and perpetual together', () => {
    expect(spotShare(21, 79)).toBe(0.21)
  })

  it('is not a number where nothing was traded', () => {
    expect(spotShare(0, 0)).toBeNaN()
  })
})
