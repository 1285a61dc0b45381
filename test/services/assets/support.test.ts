import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { weekEnding } from '#src/market/week.ts'
import { readAssets } from '#src/services/assets.ts'
import type { AssetRow } from '#src/services/assets/row.ts'
import {
  goldHeld,
  isCoarse,
  isRiskOff,
  priceVerdict,
  sellingWasCrypto,
} from '#src/services/assets/support.ts'
import { readHistory } from '../../support/histories.ts'
import { describeWithShared } from '../../support/shared.ts'

const row = (id: string, of: AssetRow['class'], weekReturn: number): AssetRow => ({
  id,
  class: of,
  weekReturn,
})
const week = (crypto: number, equities: readonly number[], gold = 0) => [
  row('crypto', 'crypto', crypto),
  ...equities.map((change, i) => row(`equity${i}`, 'equity', change)),
  row('gold', 'commodity', gold),
]

describe('risk-off', () => {
  it('needs two equity indices and crypto down more than 2 %', () => {
    expect(isRiskOff(week(-0.021, [-0.021, -0.021]))).toBe(true)
    expect(isRiskOff(week(-0.02, [-0.021, -0.021]))).toBe(false)
    expect(isRiskOff(week(-0.05, [-0.021, -0.02]))).toBe(false)
  })

  it('needs every equity index down', () => {
    expect(isRiskOff(week(-0.05, [-0.03, -0.03, -0.001]))).toBe(true)
    expect(isRiskOff(week(-0.05, [-0.03, -0.03, 0.001]))).toBe(false)
  })
})

describe('gold that lost "only" a little', () => {
  it('has a loss of crypto of three times its own beside it (S20)', () => {
    expect(goldHeld(week(-0.06, [], -0.02))).toBe(false)
    expect(goldHeld(week(-0.06, [], -0.0199))).toBe(true)
    expect(goldHeld(week(-0.059, [], -0.0199))).toBe(false)
    expect(goldHeld(week(-0.06, [], -0.0004))).toBe(false)
    expect(goldHeld(week(0.06, [], -0.01))).toBe(false)
    expect(goldHeld([row('gold', 'commodity', -0.01)])).toBe(false)
  })
})

describe("selling that is crypto's own", () => {
  it('needs crypto down 5 %, equities within 1 % and gold not down', () => {
    expect(sellingWasCrypto(week(-0.05, [0.01, -0.01]))).toBe(true)
    expect(sellingWasCrypto(week(-0.049, [0.01, -0.01]))).toBe(false)
    expect(sellingWasCrypto(week(-0.05, [0.011, -0.01]))).toBe(false)
    expect(sellingWasCrypto(week(-0.05, [0.01, -0.01], -0.001))).toBe(false)
    expect(sellingWasCrypto(week(-0.05, [0.01]))).toBe(false)
  })
})

it('calls a price little changed under 1 %', () => {
  const words = [0.0099, 0.01, -0.0099, -0.01].map((change) => priceVerdict(change).word)
  expect(words).toEqual(['flat', 'up', 'flat', 'down'])
})

it('knows closes whose printed step exceeds half of a usual day', () => {
  const steps = (step: number) => Array.from({ length: 30 }, (_, i) => 100 + step * ((i * 7) % 5))
  expect(isCoarse(Array.from({ length: 30 }, (_, i) => 1.16 + (i % 9 === 0 ? 0.01 : 0)))).toBe(true)
  expect(isCoarse([...steps(0.4), 100.01, 100.37])).toBe(false)
  expect(isCoarse([1, 2, 1, 2])).toBe(false)
})

describeWithShared('assets of the recorded history', ['dataset'], (dataset) => {
  let history: History

  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  const read = (edition: string) => readAssets(history, weekEnding(edition))

  it('are not risk-off while the Nikkei gains 5 %, whose close came first (13 October 2025)', () => {
    const { value } = read('2025-10-13')
    expect(value.riskOff).toBe(false)
    expect(value.earlierClose).toMatchObject({ asian: 'nikkei225', us: 'nasdaq100', day: '2025-10-10' })
    expect(value.earlierClose?.dayReturn).toBeCloseTo(-0.0349, 4)
  })

  it("were crypto's own selling on 17 November 2025, and the gap to the next widened", () => {
    const { value } = read('2025-11-17')
    expect(value.sellingWasCrypto).toBe(true)
    expect(value.gap).toEqual({
      neighbour: 'tlt',
      gap: expect.closeTo(-0.0974, 4),
      before: expect.closeTo(-0.0235, 4),
    })
  })

  it('never have the euro as a neighbour: it is printed in steps of a cent', () => {
    expect(
      read('2025-11-17')
        .value.rows.filter((one) => one.coarse)
        .map(({ id }) => id),
    ).toEqual(['eurusd'])
  })

  it('give what bitcoin costs, its week and its streak', () => {
    const { figures, value } = read('2025-11-17')
    expect(figures['assets.bitcoin.price']).toMatchObject({ value: 94221.7, unit: 'USD' })
    expect(figures['assets.bitcoin.streak']?.value).toBe(-3)
    expect(value.bitcoin).toMatchObject({
      price: 94221.7,
      weekReturn: expect.closeTo(-0.0998, 4),
      streak: -3,
    })
    expect(value.price?.word).toBe('down')
    expect(figures['assets.ethereum.price']?.value).toBeGreaterThan(3000)
  })
})
