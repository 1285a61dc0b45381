/** What a figure is, how far it is to what is waited for, and what a silent one is called. */
import { describe, expect, it } from 'vitest'
import { describeDistance, describeValue } from '#src/briefing/alertfigures.ts'
import { nameSeries } from '#src/briefing/firingwords.ts'
import { createWords } from '#src/i18n/words.ts'

const [ja, en] = [createWords('ja', 'Asia/Tokyo', 0), createWords('en', 'UTC', 0)]
const run = { kind: 'run', asset: 'bitcoin' } as const
const funding = { kind: 'funding', asset: 'bitcoin' } as const
const market = {
  asset: (id: string) => ({ id, symbol: 'BTC', name: id, kind: 'coin', sectors: [] }) as const,
}

describe('a figure', () => {
  const extreme = { kind: 'extreme', of: 'any', side: 'low' } as const

  it('that reaches back 26 weeks and four days reaches back 26 weeks, as its sentence says', () => {
    expect(describeValue(extreme, 26.57, ja)).toBe('26週ぶり')
    expect(describeDistance(extreme, 26.57, { fire: 30, side: 1 }, en)).toBe('4 weeks')
  })

  it('of one settlement is no run', () => {
    expect(describeValue(run, -1, ja)).toBe('マイナスが1回')
    expect(describeValue(run, 1, en)).toBe('one positive settlement')
    expect(describeValue(run, -2, en)).toBe('two negative settlements in a row')
  })
})

describe('the distance to go', () => {
  it('does not count settlements of the other sign: the first of this one ends them', () => {
    expect(describeDistance(run, 139, { fire: -6, side: -1 }, ja)).toBe('6回')
    expect(describeDistance(run, -4, { fire: -6, side: -1 }, ja)).toBe('2回')
    expect(describeDistance(run, -4, { fire: 3, side: 1 }, ja)).toBe('3回')
  })

  it('is not passed by a rate that settles at the level, as a price at its is', () => {
    expect(describeDistance(funding, 0.0001, { fire: 0.0001, side: 1 }, ja)).toContain('0.0000')
    const price = { kind: 'price', asset: 'bitcoin' } as const
    expect(describeDistance(price, 9, { fire: 9, side: 1 }, ja)).toBe('いまは条件内')
  })
})

describe('the name of a figure without a value', () => {
  it('is of the change and of the spread where the price itself may well be known', () => {
    expect(nameSeries('change:bitcoin:24h', ja, market)).toBe('BTCの24時間の変化率')
    expect(nameSeries('change:bitcoin:24h', en, market)).toBe('the change of BTC over 24 hours')
    expect(nameSeries('spread:bitcoin', ja, market)).toBe('BTCの取引所間の価格差')
    expect(nameSeries('price:bitcoin', ja, market)).toBe('BTCの価格')
  })
})
