/** 250 coins need two pages of the list, as stablecoins, wrapped and staked ones are on it too. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { assetsOf } from '#src/collector/cadence.ts'
import { createCoinGecko } from '#src/sources/coingecko/supplier.ts'
import type { Page } from '#src/sources/supplier.ts'
import { buildHistory } from '../../support/history.ts'
import { type Asked, type Loopback, startLoopback } from '../../support/loopback.ts'

const NOW = Date.parse('2025-11-24T00:10:00Z')
let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

const row = (rank: number) => ({
  ...{ id: `coin-${rank}`, symbol: `c${rank}`, name: `Coin ${rank}`, current_price: 1 },
  ...{ market_cap: 1_000_000 - rank, last_updated: new Date(NOW - 60_000).toISOString() },
})
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => row(from + i))

async function fetched(answer: (page: string, asked: Asked) => { status?: number; body: unknown }) {
  const asked: string[] = []
  let waited = 0
  server.answer((one) => {
    if (!one.path.endsWith('/coins/markets')) return { status: 404, body: {} }
    asked.push(String(one.query.page))
    return answer(String(one.query.page), one)
  })
  const supplier = createCoinGecko({
    url: server.url,
    now: () => NOW + waited,
    // Waiting moves the clock.
    pause: async (milliseconds: number) => {
      waited += Math.ceil(milliseconds)
    },
    assets: () => [],
  } as Parameters<typeof createCoinGecko>[0])
  const pages: Page[] = []
  const feed = supplier.feeds.find(({ name }) => name === 'assets')
  let error: unknown
  try {
    for await (const page of feed?.fetch({ from: NOW, to: NOW }) ?? []) pages.push(page)
  } catch (failure) {
    error = failure
  }
  return { pages, asked, error }
}

it('reports the first page at once and both in one order, each coin once', async () => {
  // Between the two calls coin 250 fell from the first page to the second.
  const { pages, asked } = await fetched((page) => ({ body: page === '1' ? rows(1, 251) : rows(250, 400) }))
  expect(asked).toEqual(['1', '2'])
  expect(pages.map(({ assets }) => assets?.length)).toEqual([250, 399])
  expect(pages[1]?.assets?.map(({ id }) => id)).toEqual(rows(1, 400).map(({ id }) => id))
  const caps = pages.flatMap(({ observations }) => observations.filter((one) => one.table === 'market_caps'))
  expect(new Set(caps.map(({ of }) => of.asset)).size).toBe(399)
})

it('asks for no second page after one that is not full', async () => {
  const { asked, pages } = await fetched(() => ({ body: rows(1, 200) }))
  expect(asked).toEqual(['1'])
  expect(pages).toHaveLength(1)
})

it('keeps the first page where the second is not reported, and says so', async () => {
  const { pages, error } = await fetched((page) =>
    page === '1' ? { body: rows(1, 251) } : { status: 404, body: {} },
  )
  expect(pages).toHaveLength(1)
  expect(error).toBeInstanceOf(Error)
})

it('candles are asked for of the 250 largest by cap, of coins alone, whatever order the list has', () => {
  const kinds = ['coin', 'stablecoin', 'wrapped', 'staked', 'tokenized'] as const
  const assets = Array.from({ length: 400 }, (_, i) => ({
    ...{ id: `a-${String(i).padStart(3, '0')}`, kind: i < 50 ? (kinds[i % 5] ?? 'coin') : 'coin' },
  }))
  const history = buildHistory({
    now: '2025-11-24',
    assets: assets.toReversed(),
    marketCaps: Object.fromEntries(assets.map(({ id }, i) => [id, ['2025-11-24', 1000 - i] as const])),
  })
  const asked = assetsOf('candles.daily', history, NOW) ?? []
  expect(asked).toHaveLength(250)
  const coins = assets.filter(({ kind }) => kind === 'coin').map(({ id }) => id)
  expect(asked).toEqual(coins.slice(0, 250))
  // Missed caps take a call each: of the hundred largest assets alone.
  expect(assetsOf('caps', history, NOW)?.length).toBeLessThanOrEqual(100)
})
