import { beforeAll, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { weekEnding } from '#src/market/week.ts'
import { readSectors } from '#src/services/sectors.ts'
import { followers, isNarrow, namesCoins } from '#src/services/sectors/support.ts'
import { readHistory } from '../../support/histories.ts'
import { describeWithShared } from '../../support/shared.ts'

it('names the coins of fewer than five members', () => {
  expect([namesCoins({ members: 4 }), namesCoins({ members: 5 })]).toEqual([true, false])
})

it('is narrow where half of the members or more did not follow the index', () => {
  const up = { weekReturn: 0.03, members: 6, rising: 3, falling: 3 }
  expect([followers(up), isNarrow(up), isNarrow({ ...up, rising: 4 })]).toEqual([3, true, false])
  const down = { weekReturn: -0.03, members: 6, rising: 1, falling: 4 }
  expect([followers(down), isNarrow(down), isNarrow({ ...down, falling: 3 })]).toEqual([4, false, true])
})

describeWithShared('sectors of the recorded history', ['dataset'], (dataset) => {
  let history: History

  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  const sector = (edition: string, name: string) =>
    readSectors(history, weekEnding(edition)).value.rows.find((row) => row.sector === name)

  it('of three members rose on one of them (exchange tokens, 17 November 2025)', () => {
    const row = sector('2025-11-17', 'exchange')
    expect(row && namesCoins(row)).toBe(true)
    expect(row?.weekReturn).toBeCloseTo(0.006, 3)
    expect(row?.coins?.map((coin) => [coin.symbol, coin.return])).toEqual([
      ['ASTER', expect.closeTo(0.163, 3)],
      ['BNB', expect.closeTo(-0.069, 3)],
      ['HYPE', expect.closeTo(-0.074, 3)],
    ])
  })

  it('rose on two of five (privacy, 17 November 2025) and on five of ten (DePIN, 10 November 2025)', () => {
    const privacy = sector('2025-11-17', 'privacy')
    expect(privacy).toMatchObject({ members: 5, rising: 2 })
    expect(privacy && isNarrow(privacy)).toBe(true)
    const depin = sector('2025-11-10', 'depin')
    expect(depin).toMatchObject({ members: 10, rising: 5, best: { symbol: 'FIL' } })
    expect(depin && isNarrow(depin)).toBe(true)
  })
})
