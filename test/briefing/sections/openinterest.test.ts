import { describe, expect, it } from 'vitest'
import { openinterestSection } from '#src/briefing/sections/openinterest.ts'
import type { OpenInterestReading, OpenInterestRow } from '#src/services/openinterest.ts'
import { keysOf, readingOf, statementOf, told } from '../telling.ts'

const TOTAL: OpenInterestRow = { asset: 'total', symbol: 'total', venues: ['all'], series: [] }
const BTC: OpenInterestRow = { asset: 'bitcoin', symbol: 'BTC', venues: ['all'], series: [] }
const FALLEN = {
  end: 1.35e11,
  weekChange: -0.033,
  peak90d: 2.3e11,
  peak90dDate: '2025-10-06',
  drawdown90d: -0.41,
}

function section(rows: readonly OpenInterestRow[], more: Partial<OpenInterestReading> = {}) {
  return openinterestSection(readingOf('openinterest', { rows, prices: [], ...more }))
}

describe('open interest', () => {
  it('a tenth or more below its 90-day peak is told against it, and by whose fall', () => {
    const fallen = section([{ ...TOTAL, ...FALLEN }], { fallFromLongTail: 0.62 })
    expect(keysOf(fallen)).toEqual(['drawdown', 'longTail', 'week'])
    expect(told(statementOf(fallen, 'drawdown'))).toEqual([
      '無期限先物の建玉残高は1,350億ドル。10月6日のピーク2,300億ドルから41%減りました。',
      'Perpetual open interest is $135B, 41% below its 6 October peak of $230B.',
    ])
    expect(told(statementOf(fallen, 'longTail'))[1]).toBe(
      'Assets other than BTC and ETH account for 62% of the fall.',
    )
    expect(statementOf(fallen, 'drawdown').salience).toBeCloseTo(0.82, 12)
  })

  it('tells no share of a fall where the others rose, or where the total is not known', () => {
    for (const fallFromLongTail of [-0.1, 1.2]) {
      expect(keysOf(section([{ ...TOTAL, ...FALLEN }], { fallFromLongTail }))).not.toContain('longTail')
    }
    expect(keysOf(section([{ ...BTC, ...FALLEN }], { fallFromLongTail: 0.62 }))).not.toContain('longTail')
  })

  it('near its peak and rising is told so, without calling it the highest', () => {
    const near = section([{ ...TOTAL, ...FALLEN, drawdown90d: -0.005, weekChange: 0.04 }])
    expect(keysOf(near)).toEqual(['peak', 'week'])
    expect(told(statementOf(near, 'peak'), 'lead')[1]).toContain('at or near')
    expect(keysOf(section([{ ...TOTAL, ...FALLEN, drawdown90d: -0.005 }]))).toEqual(['change'])
  })

  it('between both is told by its change, and without one by its level', () => {
    expect(keysOf(section([{ ...TOTAL, end: 1e11, weekChange: 0.02, drawdown90d: -0.05 }]))).toEqual([
      'change',
    ])
    expect(keysOf(section([{ ...TOTAL, end: 1e11 }]))).toEqual(['levelOnly'])
  })

  it('is told of BTC where no total is known, and of nothing where nothing is', () => {
    const bitcoin = section([TOTAL, { ...BTC, end: 6.58e10, weekChange: -0.031 }])
    expect(told(statementOf(bitcoin, 'change'))[1]).toBe('BTC perpetual open interest fell 3.1% to $65.8B.')
    expect(keysOf(section([TOTAL]))).toEqual([])
  })
})

describe('the quadrant', () => {
  it.each([
    ['new-longs', 'newLongs', 0.05, 0.03],
    ['short-covering', 'shortCovering', -0.05, 0.03],
    ['new-shorts', 'newShorts', 0.077, -0.1],
    ['long-unwinding', 'longUnwinding', -0.05, -0.03],
  ] as const)('%s is told with open interest in coins and the price', (quadrant, key, coins, price) => {
    const row = { ...BTC, end: 6e10, weekChange: -0.03, quadrant, coinsWeekChange: coins, priceReturn: price }
    const [ja, en] = told(statementOf(section([row]), key))
    expect(ja).toContain(coins > 0 ? '増え' : '減り')
    expect(ja).toContain(price > 0 ? '上昇' : '下落')
    expect(en).toMatch(coins > 0 ? /interest rose/ : /interest fell/)
    expect(en).toMatch(price > 0 ? /price rose/ : /price fell/)
    expect(en).toContain(`${(Math.abs(coins) * 100).toFixed(1)}%`)
  })

  it('that is mixed or not known is not told', () => {
    const row = { ...BTC, end: 6e10, coinsWeekChange: 0.001, priceReturn: 0.03 }
    expect(keysOf(section([{ ...row, quadrant: 'mixed' }]))).toEqual(['levelOnly'])
    expect(keysOf(section([row]))).toEqual(['levelOnly'])
  })
})
