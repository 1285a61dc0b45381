/** Returns, indices, tiers, ranks and market cap of twelve real weeks against independently computed figures. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { SECTORS } from '#src/market/sector.ts'
import { weekEnding } from '#src/market/week.ts'
import { type AssetsReading, readAssets } from '#src/services/assets.ts'
import { readCorrelation } from '#src/services/correlation.ts'
import { TIERS } from '#src/services/universe.ts'
import { type Index, sectorIndex, topThirty } from '#src/services/indices.ts'
import { readMarketcap } from '#src/services/marketcap.ts'
import { readMovers } from '#src/services/movers.ts'
import { isGap } from '#src/services/publish.ts'
import { readSectors } from '#src/services/sectors.ts'
import { readHistory } from '../support/histories.ts'
import { describeWithShared } from '../support/shared.ts'

const EDITIONS = [
  ...['2025-09-01', '2025-09-08', '2025-09-15', '2025-09-22', '2025-09-29', '2025-10-06'],
  ...['2025-10-13', '2025-10-20', '2025-10-27', '2025-11-03', '2025-11-10', '2025-11-17'],
]
const EXPECTED_TIERS = { top10: '1-10', rank11to49: '11-49', rank50to100: '50-100' } as const

interface ExpectedIndex {
  readonly return: number | null
  readonly n: number
  readonly constituents?: readonly { asset: string; weight: number; return: number }[]
}

interface Expected {
  readonly week_return: Readonly<Record<string, { return: number; start: number; end: number }>>
  readonly top30_index: ExpectedIndex
  readonly sectors: Readonly<Record<string, ExpectedIndex>>
  readonly total_market_cap: {
    readonly start_usd: number
    readonly end_usd: number
    readonly change: number
    readonly trillion_crossings: readonly {
      readonly level_usd: number
      readonly direction: string
      readonly date: string
      readonly last_earlier_date_on_the_side_entered: string | null
    }[]
    readonly series_from: string
  }
  readonly correlation_30d: Readonly<
    Record<string, { n: number; assets: string[]; average_correlation: number; median_week_return: number }>
  >
  readonly breadth_1_100: {
    readonly n: number
    readonly up: number
    readonly median: number
    readonly best: readonly (readonly [asset: string, change: number])[]
    readonly worst: readonly (readonly [asset: string, change: number])[]
  }
  readonly cross_assets: {
    readonly ranking: readonly { asset: string; from?: string; to?: string; return: number }[]
    readonly unranked: readonly {
      asset: string
      class: string
      from: string
      to: string
      change_points: number
    }[]
    readonly missing: readonly string[]
    readonly crypto_rank: number
    readonly of: number
    readonly consecutive_weeks_last: number
    readonly streak_reaches_start_of_data: boolean
  }
}

/** Within 1e-4 of it, or within the rounding of the file. */
function expectNear(actual: unknown, expected: number, rounding = 5.1e-7): void {
  expect(typeof actual).toBe('number')
  const distance = Math.abs((actual as number) - expected)
  expect(distance, `${actual} against ${expected}`).toBeLessThanOrEqual(
    Math.max(1e-4 * Math.abs(expected), rounding),
  )
}

describeWithShared('twelve weeks of the recorded history', ['dataset', 'expected'], (dataset, folder) => {
  let history: History

  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  describe.each(EDITIONS)('the week that ends on %s', (edition) => {
    const week = weekEnding(edition)
    let expected: Expected

    beforeAll(() => {
      expected = JSON.parse(readFileSync(`${folder}/${edition}.json`, 'utf8'))
    })

    it('has the same prices and returns of bitcoin and ethereum', () => {
      const { figures } = readAssets(history, week)
      for (const [asset, prices] of Object.entries(expected.week_return)) {
        expectNear(figures[`price.${asset}.start`]?.value, prices.start)
        expectNear(figures[`price.${asset}.end`]?.value, prices.end)
        expectNear(figures[`price.${asset}.weekReturn`]?.value, prices.return)
        expectNear(figures[`assets.${asset}.weekReturn`]?.value, prices.return)
      }
    })

    it('has the same Top 30, its members and their weights', () => {
      const { figures } = readAssets(history, week)
      expectNear(figures['index.top30.weekReturn']?.value, expected.top30_index.return as number)
      expectNear(figures['assets.crypto.weekReturn']?.value, expected.top30_index.return as number)
      expectIndex(topThirty(history, week.start, week.end), expected.top30_index)
    })

    it('has the same sectors, and none where they have too few members', () => {
      const { figures, missing } = readSectors(history, week)
      for (const sector of SECTORS) {
        const theirs = expected.sectors[sector] as ExpectedIndex
        expect(figures[`sectors.${sector}.members`]?.value, sector).toBe(theirs.n)
        if (theirs.return === null) {
          expect(missing).toContainEqual({
            figure: `sectors.${sector}.weekReturn`,
            reason: 'too-few-members',
          })
          continue
        }
        expectNear(figures[`sectors.${sector}.weekReturn`]?.value, theirs.return)
        expectIndex(sectorIndex(history, sector, week.start, week.end), theirs)
      }
    })

    it('has the same total market cap and crossings', () => {
      const { figures, value } = readMarketcap(history, week)
      const theirs = expected.total_market_cap
      expectNear(figures['marketcap.total.start']?.value, theirs.start_usd)
      expectNear(figures['marketcap.total.end']?.value, theirs.end_usd)
      expectNear(figures['marketcap.total.weekChange']?.value, theirs.change)
      expect(value.recordStart).toBe(theirs.series_from)
      expect(value.crossed).toEqual(
        theirs.trillion_crossings.map((crossing) => ({
          level: crossing.level_usd,
          direction: crossing.direction,
          date: crossing.date,
          lastOnThisSide: crossing.last_earlier_date_on_the_side_entered,
        })),
      )
    })

    it('has the same tiers, their correlation and median', () => {
      const { figures, value } = readCorrelation(history, week)
      for (const tier of TIERS) {
        const theirs = expected.correlation_30d[EXPECTED_TIERS[tier]]
        expect(value.tiers.find((row) => row.tier === tier)?.members).toEqual(theirs?.assets)
        expectNear(
          figures[`correlation.${tier}.mean`]?.value,
          theirs?.average_correlation ?? Number.NaN,
          5.1e-5,
        )
        expectNear(
          figures[`correlation.${tier}.medianReturn`]?.value,
          theirs?.median_week_return ?? Number.NaN,
        )
      }
    })

    it('has the same breadth, gainers and losers', () => {
      const { figures, value } = readCorrelation(history, week)
      const movers = readMovers(history, week)
      const theirs = expected.breadth_1_100
      expect(value.breadth).toMatchObject({ counted: theirs.n, rising: theirs.up })
      expectNear(figures['breadth.top100']?.value, theirs.up / theirs.n)
      expectNear(movers.value.median, theirs.median)
      const rises = theirs.best.filter(([, change]) => change > 0)
      const falls = theirs.worst.filter(([, change]) => change < 0)
      expect(movers.value.gainers.map((mover) => mover.asset)).toEqual(rises.map(([asset]) => asset))
      expect(movers.value.losers.map((mover) => mover.asset)).toEqual(falls.map(([asset]) => asset))
      movers.value.gainers.forEach((mover, i) => {
        expectNear(mover.return, rises[i]?.[1] as number, 5.1e-5)
      })
    })

    it('has the same ranking of assets and weeks in a row', () => {
      const { figures, value, missing } = readAssets(history, week)
      const theirs = expected.cross_assets
      const named = theirs.ranking.map((row) => (row.asset === 'crypto_top30' ? 'crypto' : row.asset))
      const ours = value.rows.filter((row) => row.rank !== undefined)
      expect(ours.map((row) => row.weekReturn).length).toBe(theirs.of)
      expect(theirs.missing).toEqual([])
      theirs.ranking.forEach((row, i) => {
        const own = rowOf(value, named[i] as string)
        expectNear(own?.weekReturn, row.return)
        if (row.asset !== 'crypto_top30') expect(own?.closes).toEqual({ from: row.from, to: row.to })
      })
      for (const row of theirs.unranked) {
        const own = rowOf(value, row.asset)
        expect(own?.closes).toEqual({ from: row.from, to: row.to })
        expect(own?.rank).toBeUndefined()
        if (row.class === 'rate') expectNear(own?.weekChange, row.change_points)
      }
      expect(figures['assets.crypto.rank']?.value).toBe(theirs.crypto_rank)
      expect(figures['assets.crypto.of']?.value).toBe(theirs.of)
      expect(theirs.streak_reaches_start_of_data).toBe(false)
      expect(figures['assets.crypto.weeksLast']?.value).toBe(theirs.consecutive_weeks_last)
      expect(missing.filter((figure) => figure.figure.startsWith('assets.'))).toEqual([])
    })
  })
})

function rowOf(reading: AssetsReading, id: string) {
  return reading.rows.find((row) => row.id === id)
}

function expectIndex(index: Index | { missing: string }, expected: ExpectedIndex): void {
  if (isGap(index)) throw new Error(`The index is missing: ${index.missing}`)
  const { members } = index as Index
  expect(members).toHaveLength(expected.n)
  // The file lists the largest ones of long indices.
  const listed = expected.constituents ?? []
  const byWeight = [...members].sort((a, b) => b.weight - a.weight)
  listed.forEach((theirs) => {
    const own = byWeight.find((member) => member.asset.id === theirs.asset)
    expectNear(own?.weight, theirs.weight, 5.1e-5)
    expectNear(own?.return, theirs.return, 5.1e-5)
  })
}
