/**
 * CoinGecko: what coins there are, their caps and sectors, open interest over all venues, spot turnover of exchanges.
 *
 * Root `https://api.coingecko.com/api/v3`; key optional (free "demo" key, header `x-cg-demo-api-key`). Without one a
 * call every 2.5 s, with one 90 a minute.
 * - `GET /ping`: the probe.
 * - `GET /coins/markets?vs_currency=usd&order=market_cap_desc&per_page=250&page=1[&category=ID]`: rows of `id`,
 *   `symbol`, `name`, `current_price`, `market_cap` (0 or null: unknown), `last_updated` (ISO).
 * - `GET /coins/categories/list`: rows of `category_id`. Asked once; see categories.ts.
 * - `GET /global`: `data.total_market_cap.usd`, `data.updated_at` (seconds).
 * - `GET /coins/ID/market_chart?vs_currency=usd&days=N&interval=daily`: `prices[]` and `market_caps[]` of
 *   `[milliseconds, USD]`, at 00:00 UTC but for the last one, which is the present; 365 days at most.
 * - `GET /derivatives`: rows of `market`, `symbol`, `index_id`, `contract_type`, `open_interest` (USD or null),
 *   `price` (text, USD), `last_traded_at` (seconds).
 * - `GET /exchanges/ID/volume_chart?days=30|90|180|365`: rows of `[milliseconds, "bitcoin"]`, of the 24 hours before.
 */
import type { AssetId } from '#src/market/asset.ts'
import type { Sector } from '#src/market/sector.ts'
import { MINUTE } from '#src/market/time.ts'
import { createClient, probeOf } from '../client.ts'
import type { Feed, LeftOut, Supplier, SupplierSettings } from '../supplier.ts'
import { createCategories } from './categories.ts'
import { interestOf } from './derivatives.ts'
import { fetchCaps } from './caps.ts'
import { assetsOf, fetchGlobal, fetchMarkets, NAME, presentOf, SOURCE } from './markets.ts'
import { fetchSpotVolume, SPOT_EXCHANGES } from './volume.ts'

export function createCoinGecko(settings: SupplierSettings): Supplier {
  const { now, key } = settings
  const client = createClient({
    supplier: NAME,
    root: 'https://api.coingecko.com/api/v3',
    settings,
    ...(key ? { calls: 90, per: MINUTE, headers: { 'x-cg-demo-api-key': key } } : { calls: 1, per: 2500 }),
  })
  const categories = createCategories(NAME, client, now)
  let leftOut: readonly LeftOut[] = []
  let members: ReadonlyMap<AssetId, readonly Sector[]> | undefined
  const sectorsOf = (id: AssetId): readonly Sector[] =>
    members ? (members.get(id) ?? []) : (settings.assets().find((asset) => asset.id === id)?.sectors ?? [])
  const present = (tables: readonly ('prices_now' | 'market_caps')[]): Feed['fetch'] =>
    async function* (_, signal) {
      yield presentOf(await fetchMarkets(client, signal), now(), tables)
    }
  return {
    name: NAME,
    title: SOURCE,
    attribution: { text: 'Data provided by CoinGecko', url: 'https://www.coingecko.com' },
    feeds: [
      {
        name: 'assets',
        // The same call tells prices and, after midnight, caps: they are not asked for again.
        tables: ['prices_now', 'market_caps'],
        reach: 'now',
        cost: () => 1 + categories.kindCalls,
        async *fetch(_, signal) {
          const kinds = await categories.kinds(signal)
          const list = await fetchMarkets(client, signal)
          const page = presentOf(list, now(), ['prices_now', 'market_caps'])
          yield { ...page, assets: assetsOf(list, kinds, sectorsOf) }
        },
      },
      {
        name: 'sectors',
        tables: [],
        reach: 'now',
        cost: () => 1 + categories.kindCalls + categories.sectorCalls,
        async *fetch(_, signal) {
          const kinds = await categories.kinds(signal)
          const { of, refusals } = await categories.sectors(signal)
          members = of
          const list = await fetchMarkets(client, signal)
          yield { observations: [], refusals, assets: assetsOf(list, kinds, sectorsOf) }
        },
      },
      { name: 'prices', tables: ['prices_now'], reach: 'now', cost: () => 1, fetch: present(['prices_now']) },
      {
        name: 'caps',
        tables: ['market_caps', 'prices_now'],
        reach: 'now',
        cost: () => 1,
        fetch: present(['market_caps', 'prices_now']),
      },
      {
        name: 'caps',
        tables: ['market_caps'],
        reach: 'past',
        depthDays: 365,
        cost: ({ assets = [] }) => assets.length,
        fetch: (ask, signal) => fetchCaps(client, ask, now, signal),
      },
      {
        name: 'global',
        tables: ['total_market_cap'],
        reach: 'now',
        cost: () => 1,
        async *fetch(_, signal) {
          yield await fetchGlobal(client, now, signal)
        },
      },
      {
        name: 'interest.now',
        tables: ['open_interest'],
        reach: 'now',
        cost: () => 1,
        async *fetch(_, signal) {
          const { body } = await client.get('/derivatives', {}, signal)
          const page = interestOf(body, settings.assets(), now())
          leftOut = page.leftOut
          yield page
        },
      },
      {
        name: 'volume.spot',
        tables: ['spot_volume'],
        reach: 'past',
        depthDays: 365,
        cost: () => 1 + SPOT_EXCHANGES.length,
        fetch: (ask, signal) => fetchSpotVolume(client, now, ask, signal),
      },
    ],
    async probe(signal) {
      return probeOf(await client.get('/ping', {}, signal))
    },
    budget: client.left,
    leftOut: () => leftOut,
    close: async () => {},
  }
}
