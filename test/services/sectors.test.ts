import { describe, expect, it } from 'vitest'
import { ASSET_KINDS } from '#src/market/asset.ts'
import { weekEnding } from '#src/market/week.ts'
import { topThirty } from '#src/services/indices.ts'
import { isGap } from '#src/services/publish.ts'
import { readSectors } from '#src/services/sectors.ts'
import { buildHistory, type Dated, generate } from '../support/history.ts'

const week = weekEnding('2025-06-16')

/**
 * One sector: market cap at the start and price at the end, where it was 100 at the start. An asset whose id is
 * a kind is of that kind; the others are coins.
 */
function sectorOf(
  coins: Record<string, readonly [marketCap: number, end: number]>,
  daily: Record<string, Dated> = {},
) {
  const rows = Object.entries(coins)
  return buildHistory({
    now: '2025-06-16',
    assets: rows.map(([id]) => ({
      id,
      sectors: ['privacy'],
      kind: ASSET_KINDS.find((kind) => kind === id) ?? 'coin',
    })),
    daily: {
      ...Object.fromEntries(
        rows.map(([id, [, end]]) => [id, ['2025-06-08', 100, 1, 1, 1, 1, 1, 1, end] as const]),
      ),
      ...daily,
    },
    marketCaps: Object.fromEntries(rows.map(([id, [cap]]) => [id, ['2025-06-09', cap] as const])),
  })
}

describe('readSectors', () => {
  it('weighs by market cap at the start, capped, and tells the best, the worst and the breadth', () => {
    const history = sectorOf({ a: [500, 93], b: [200, 90], c: [150, 95], d: [100, 102], e: [50, 85] })
    const { figures, value } = readSectors(history, week)
    expect(figures['sectors.privacy.weekReturn']?.value).toBeCloseTo(-0.0672, 12)
    expect(figures['sectors.privacy.members']?.value).toBe(5)
    expect(figures['sectors.privacy.breadth']?.value).toBe(0.2)
    expect(figures['sectors.privacy.best']?.value).toEqual({ asset: 'd', return: expect.closeTo(0.02, 12) })
    expect(figures['sectors.privacy.worst']?.value).toEqual({ asset: 'e', return: expect.closeTo(-0.15, 12) })
    expect(value.rows).toHaveLength(1)
    expect(value.rows[0]).not.toHaveProperty('previousReturn')
  })

  it('raises the cap to a third where there are three members', () => {
    const history = sectorOf({ a: [900, 110], b: [90, 100], c: [10, 100] })
    expect(readSectors(history, week).figures['sectors.privacy.weekReturn']?.value).toBeCloseTo(0.1 / 3, 12)
  })

  it('counts a coin that did not move as neither rising nor falling', () => {
    const history = sectorOf({ a: [500, 93], b: [200, 110], c: [150, 100], d: [100, 100] })
    expect(readSectors(history, week).value.rows[0]).toMatchObject({ members: 4, rising: 1, falling: 1 })
  })

  it('has no index of fewer than three members, but tells their number', () => {
    const { figures, missing, value } = readSectors(sectorOf({ a: [900, 110], b: [90, 100] }), week)
    expect(figures['sectors.privacy.members']?.value).toBe(2)
    expect(figures).not.toHaveProperty(['sectors.privacy.weekReturn'])
    for (const name of ['weekReturn', 'breadth', 'best', 'worst']) {
      expect(missing).toContainEqual({ figure: `sectors.privacy.${name}`, reason: 'too-few-members' })
    }
    expect(value.tooFew).toContainEqual({ sector: 'privacy', members: 2 })
    expect(value.tooFew).toContainEqual({ sector: 'gaming', members: 0 })
  })

  it('counts neither stablecoins, wrapped, staked and tokenized assets nor coins listed or delisted inside', () => {
    const others = ['stablecoin', 'wrapped', 'staked', 'tokenized', 'listed', 'delisted']
    const history = sectorOf(
      { a: [3, 110], b: [2, 110], c: [1, 110], ...Object.fromEntries(others.map((id) => [id, [1000, 900]])) },
      { listed: ['2025-06-11', 1, 2, 3, 4, 500], delisted: ['2025-06-08', 100, 5] },
    )
    const { figures } = readSectors(history, week)
    expect(figures['sectors.privacy.members']?.value).toBe(3)
    expect(figures['sectors.privacy.weekReturn']?.value).toBeCloseTo(0.1, 12)
    const top30 = topThirty(history, week.start, week.end)
    expect(isGap(top30) ? [] : top30.members.map((member) => member.asset.id)).toEqual(['a', 'b', 'c'])
  })

  it('says whether market caps are missing altogether, or only not yet on record', () => {
    const bare = buildHistory({ daily: { a: ['2025-06-08', ...generate(8, () => 1)] } })
    expect(readSectors(bare, week).missing).toContainEqual({
      figure: 'sectors.privacy.members',
      reason: 'no-data',
      source: 'market_caps',
    })
    const late = buildHistory({
      daily: { a: ['2025-06-08', ...generate(8, () => 1)] },
      marketCaps: { a: ['2025-06-16', 1] },
    })
    expect(readSectors(late, week).missing).toContainEqual({
      figure: 'sectors.privacy.weekReturn',
      reason: 'record-too-short',
      source: 'market_caps',
    })
  })

  it('says nothing of a week that is not over', () => {
    const history = sectorOf({ a: [3, 110], b: [2, 110], c: [1, 110] })
    const { value } = readSectors({ ...history, now: history.now - 1 }, week)
    expect(value.rows).toEqual([])
    expect(value).not.toHaveProperty('top30')
  })

  it('compares with the week before by the weights of that week, and with half a year of weeks', () => {
    const weeks = 30
    const end = Date.parse('2025-06-16T00:00:00Z')
    const start = new Date(end - weeks * 7 * 86_400_000).toISOString().slice(0, 10)
    const rising = (step: number) => [start, ...generate(weeks * 7 + 1, (i) => 100 + step * i)] as const
    const coins = ['a', 'b', 'c', 'x', 'y', 'z']
    const history = buildHistory({
      now: '2025-06-16',
      assets: coins.map((id, i) => ({ id, sectors: [i < 3 ? 'privacy' : 'gaming'] })),
      daily: Object.fromEntries(coins.map((id, i) => [id, rising(i < 3 ? 1 : 2)])),
      marketCaps: Object.fromEntries(
        coins.map((id) => [id, [start, ...generate(weeks * 7 + 1, () => 1)] as const]),
      ),
    })
    const { figures, value } = readSectors(history, week)
    expect(value.rows[0]?.sector).toBe('gaming')
    expect(value.rows[0]?.previousReturn).toBeGreaterThan(value.rows[0]?.weekReturn ?? 1)
    // Straight lines: rates of return draw closer, so the newest difference is the smallest.
    expect(figures['sectors.dispersionPercentile']?.value).toBe(0)
  })
})
