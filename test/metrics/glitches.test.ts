import { describe, expect, it } from 'vitest'
import { isCoarse, isInterestGlitch, isSpike, isWickGlitch, wick } from '#src/metrics/glitches.ts'

const candle = (low: number, high = 101) => ({ open: 100, high, low, close: 101 })

describe('isWickGlitch', () => {
  it('measures beyond open and close', () => {
    expect(wick(candle(90), 'low')).toBeCloseTo(0.1)
    expect(wick({ ...candle(99), high: 111.1 }, 'high')).toBeCloseTo(0.1)
    expect(wick(candle(100), 'low')).toBe(0)
  })

  it('lets 15 % stand and withholds more, unless a second venue comes within 3 %', () => {
    expect(isWickGlitch(candle(85.01), 'low')).toBe(false)
    expect(isWickGlitch(candle(84.9), 'low')).toBe(true)
    expect(isWickGlitch(candle(50), 'low', 51.4)).toBe(false)
    expect(isWickGlitch(candle(50), 'low', 51.6)).toBe(true)
  })
})

describe('isSpike', () => {
  const calm = Array.from({ length: 60 }, (_, i) => 100 + (i % 3))

  it('finds a value that jumps far and is taken back at once', () => {
    const values = [...calm, 160, 101]
    expect(isSpike(values, 60, 61)).toBe(true)
    expect(isSpike(values, 61, 61)).toBe(false)
  })

  it('says nothing before the next value is known, nor of a jump that stays', () => {
    expect(isSpike([...calm, 160, 101], 60, 60)).toBe(false)
    expect(isSpike([...calm, 160, 158], 60, 61)).toBe(false)
    expect(isSpike([...calm, 160, 130], 60, 61)).toBe(false)
  })

  it('says nothing on a record too short to know what is usual', () => {
    expect(isSpike([...calm.slice(0, 20), 160, 101], 20, 21)).toBe(false)
  })
})

describe('isInterestGlitch', () => {
  it('takes a step of more than 35 % that the price does not explain', () => {
    expect(isInterestGlitch(-0.36, 0.049)).toBe(true)
    expect(isInterestGlitch(-0.35, 0.049)).toBe(false)
    expect(isInterestGlitch(0.5, 0.05)).toBe(false)
    expect(isInterestGlitch(0.5, undefined)).toBe(false)
  })
})

describe('isCoarse', () => {
  it('compares the printed step with half of the usual move', () => {
    const euro = [1.16, 1.17, 1.16, 1.15, 1.16, 1.16, 1.17]
    expect(isCoarse(euro, euro.length - 1)).toBe(true)
    const gold = [4000.1, 4021.3, 3990.8, 4010.2]
    expect(isCoarse(gold, gold.length - 1)).toBe(false)
    // Exactly half is not more than half.
    expect(isCoarse([1.1, 1.3, 1.1], 2)).toBe(false)
    expect(isCoarse([1.1, 1.2, 1.1], 2)).toBe(true)
  })
})
