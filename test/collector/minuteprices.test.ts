/** Prices of a minute, asked of the venues' own adapters over the loopback market: one call each, and none kept. */
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { confirmed } from '#src/alerts/confirm.ts'
import { createObserve } from '#src/alerts/observe.ts'
import { askMinutePrices } from '#src/collector/minuteprices.ts'
import type { History } from '#src/market/history.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { DEFAULT_EXCHANGES } from '#src/sources/names.ts'
import type { Supplier, SupplierSettings } from '#src/sources/supplier.ts'
import type { WatchedRow } from '#src/store/alerts/port.ts'
import { sampleHistory } from '../support/histories.ts'
import { startMarket } from '../support/market/server.ts'

const MINUTE = 60_000

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
})

async function begin(exchanges: readonly string[] = DEFAULT_EXCHANGES) {
  let now = sample.now
  const market = await startMarket(sample, () => now)
  onTestFinished(() => market.close())
  const settings = (name: string): SupplierSettings => ({
    ...{ url: market.url(name), now: () => now, assets: () => sample.assets },
    pause: async () => {},
  })
  const suppliers = exchanges.flatMap((name): Supplier[] => {
    const made = EXCHANGES[name]?.(settings(name))
    return made ? [made] : []
  })
  return {
    market,
    suppliers,
    ask: (assets: readonly string[]) => askMinutePrices(suppliers, assets, now, new AbortController().signal),
    pass: (milliseconds: number) => {
      now += milliseconds
    },
    now: () => now,
  }
}

describe('prices of a minute', () => {
  it('come from every venue, and agree', async () => {
    const { ask, now } = await begin()
    const { prices, silent } = await ask(['bitcoin', 'ethereum'])
    expect(silent).toEqual([])
    expect(prices.get('bitcoin')?.length).toBeGreaterThanOrEqual(3)
    const found = confirmed(prices.get('bitcoin') ?? [], undefined, now())
    expect(found?.venues.length).toBeGreaterThanOrEqual(2)
  })

  it('are those of now at every asking', async () => {
    const { ask, pass, now } = await begin(['okx', 'bybit'])
    await ask(['bitcoin'])
    pass(MINUTE)
    const { prices } = await ask(['bitcoin'])
    for (const { time } of prices.get('bitcoin') ?? []) expect(now() - time).toBeLessThanOrEqual(90_000)
  })

  it('cost one call a venue each minute while an alert needs them, ten minutes more, and then none', async () => {
    const { market, ask, pass, now } = await begin()
    const row = (name: string): WatchedRow => ({ id: 1, name, time: now(), isKnown: true, blindTold: 0 })
    const observe = createObserve({
      ...{ history: () => sample, now },
      askPrices: ask,
      work: { sample: async () => {}, samples: async () => new Map() },
    })
    const minute = async (...names: readonly string[]) => {
      pass(MINUTE)
      market.forget()
      await observe(names.map(row))
      return Object.fromEntries(market.calls())
    }
    const others = ['funding:bitcoin', 'interest.coins:bitcoin:24h', 'cap:total', 'change:bitcoin:7d']
    expect(await minute(...others)).toEqual({})
    // The lists of instruments, which are kept for a day.
    await minute('price:bitcoin')
    const once = Object.fromEntries(DEFAULT_EXCHANGES.map((name) => [name, 1]))
    const needing = [
      'price:bitcoin',
      'price:ethereum@okx',
      'change:solana:24h',
      'spread:bitcoin',
      'stale:bitcoin',
    ]
    for (let count = 0; count < 3; count++) expect(await minute(...needing, ...others)).toEqual(once)
    for (let count = 0; count < 10; count++) expect(await minute(...others)).toEqual(once)
    expect(await minute(...others)).toEqual({})
  })

  it('are not taken for new where a venue dates none of them and none has moved', async () => {
    const { market, ask, pass, now } = await begin(['hyperliquid'])
    const moved = (body: unknown, by: number) =>
      JSON.parse(JSON.stringify(body), (name, value) =>
        name === 'oraclePx' ? String(Number(value) + by) : value,
      )
    const ages: number[] = []
    for (const by of [0, 1, 1, 1, 2]) {
      market.garble('hyperliquid', (_, body) => moved(body, by))
      pass(MINUTE)
      const [price] = (await ask(['bitcoin'])).prices.get('bitcoin') ?? []
      ages.push(now() - (price?.time ?? Number.NaN))
    }
    expect(ages).toEqual([0, 0, MINUTE, 2 * MINUTE, 0])
  })

  it('name the venues that do not answer, and go on without them', async () => {
    const { suppliers, now } = await begin(['okx'])
    const away: Supplier = {
      ...(suppliers[0] as Supplier),
      ...{ name: 'away', title: 'Away' },
      feeds: [
        {
          ...{ name: 'prices', tables: ['prices_now'], reach: 'now', cost: () => 1 },
          // biome-ignore lint/correctness/useYield: it fails before its first page.
          async *fetch() {
            throw new Error('no connection')
          },
        },
      ],
    }
    const { prices, silent } = await askMinutePrices(
      [...suppliers, away],
      ['bitcoin'],
      now(),
      new AbortController().signal,
    )
    expect(silent).toEqual(['Away'])
    expect(prices.get('bitcoin')).toHaveLength(1)
  })
})
