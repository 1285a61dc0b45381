/**
 * CoinGecko: what coins there are, their caps and sectors, open interest over all venues, turnover of exchanges.
 *
 * Root `https://api.coingecko.com/api/v3`; key optional (free "demo" key, header `x-cg-demo-api-key`). Without one a
 * call in 10 s, slower after a refusal and down to one in 6 s while all goes well; with one 25 to 60 a minute.
 * - `GET /ping`: the probe.
 * - `GET /coins/markets?vs_currency=usd&order=market_cap_desc&per_page=250&page=1|2[&category=ID]`: rows of `id`,
 *   `symbol`, `name`, `current_price`, `market_cap` (0 or null: unknown), `last_updated` (ISO).
 * - `GET /coins/categories/list`: rows of `category_id`. Asked once; see categories.ts.
 * - `GET /global`: `data.total_market_cap.usd`, `data.updated_at` (seconds).
 * - `GET /coins/ID/market_chart?vs_currency=usd&days=N&interval=daily`: `prices[]` and `market_caps[]` of
 *   `[milliseconds, USD]`, at 00:00 UTC but for the last one, which is the present; 365 days at most.
 * - `GET /derivatives`: rows of `market`, `symbol`, `index_id`, `contract_type`, `open_interest` (USD or null),
 *   `price` (text, USD), `last_traded_at` (seconds).
 * - `GET /exchanges/ID/volume_chart?days=30|90|180|365`: rows of `[milliseconds, "bitcoin"]`, of the 24 hours before;
 *   of markets of derivatives too, which have ids of their own (turnover.ts).
 */
import type { Asset, AssetId, AssetKind } from '#src/market/asset.ts'
import type { Sector } from '#src/market/sector.ts'
import { createClient, probeOf } from '../client.ts'
import { createPace } from '../pace.ts'
import { fieldOf } from '../rows.ts'
import type { Feed, LeftOut, Supplier, SupplierSettings } from '../supplier.ts'
import { createCategories } from './categories.ts'
import { interestOf } from './derivatives.ts'
import { fetchCaps } from './caps.ts'
import { refuseBody } from './refusals.ts'
import { LARGEST } from './largest.ts'
import { assetsOf, fetchGlobal, fetchMarkets, isFullPage, NAME, PAGES, presentOf, SOURCE } from './markets.ts'
import { MARKETS, turnoverFeed, turnoverPasts } from './turnover.ts'

/** Milliseconds between two calls. With a key 25 a minute, up to 60; without one, what was measured to hold. */
const KEYED = { start: 2400, slow: 4800, least: 1000 }
const KEYLESS = { start: 10_000, slow: 20_000, least: 6000 }

/** Days of perpetual turnover that are reported again: the past before is fetched once, by the backfill. */
const PERP_DAYS = 30
/** Milliseconds that a list's prices are those of now: it is renewed about once a minute. */
const FRESH = 60_000
/** Milliseconds that the list names the same coins: sectors are asked for after the assets, twenty calls later. */
const SAME_LIST = 10 * 60_000

export function createCoinGecko(settings: SupplierSettings): Supplier {
  const { now, key, pause } = settings
  const pace = createPace({ name: NAME, ...(key ? KEYED : KEYLESS), now, pause })
  const client = createClient({
    supplier: NAME,
    root: 'https://api.coingecko.com/api/v3',
    settings,
    pace,
    check: (body, status) => refuseBody(body, pace, status),
    ...(key && { headers: { 'x-cg-demo-api-key': key } }),
  })
  const categories = createCategories(NAME, client, now)
  let leftOut: readonly LeftOut[] = []
  let members: ReadonlyMap<AssetId, readonly Sector[]> | undefined
  const sectorsOf = (id: AssetId): readonly Sector[] =>
    members ? (members.get(id) ?? []) : (settings.assets().find((asset) => asset.id === id)?.sectors ?? [])
  /** Pages that made sense, as they were reported last. */
  const kept = new Map<number, { readonly at: number; readonly reported: readonly unknown[] }>()
  /** A page of the list; one that was reported so many milliseconds ago at most is not asked for again. */
  const pageOf = async (page: number, age: number, signal?: AbortSignal) => {
    const known = kept.get(page)
    return known && Math.abs(now() - known.at) < age ? known.reported : fetchMarkets(client, signal, page)
  }
  /** Each page, and all that is listed so far: the record keeps assets in the order of the last list. */
  async function* pages(age: number, signal?: AbortSignal) {
    let all: readonly unknown[] = []
    for (let page = 1; page <= PAGES; page += 1) {
      const reported = await pageOf(page, age, signal)
      // A coin that changed its rank between two calls is on both pages.
      const known = new Set(all.map((one) => fieldOf(one, 'id')))
      const list = reported.filter((one) => !known.has(fieldOf(one, 'id')))
      all = [...all, ...list]
      const isLast = page === PAGES || !isFullPage(reported)
      yield { page, reported, list, all, isLast }
      if (isLast) return
    }
  }
  const present = (tables: readonly ('prices_now' | 'market_caps')[]): Feed['fetch'] =>
    async function* (_, signal) {
      yield presentOf(await pageOf(1, FRESH, signal), now(), tables)
    }
  return {
    name: NAME,
    title: SOURCE,
    attribution: { text: 'Data provided by CoinGecko', url: 'https://www.coingecko.com' },
    feeds: [
      {
        name: 'assets',
        // The same call reports prices and, after midnight, caps: they are not asked for again.
        tables: ['prices_now', 'market_caps'],
        reach: 'now',
        cost: () => PAGES,
        async *fetch(_, signal) {
          // Each page is reported as it comes: the largest coins must not wait for the others.
          for await (const { page: number, reported, list, all, isLast } of pages(0, signal)) {
            // Asked for with the sectors, once a week: the list itself must not wait for ten calls.
            const kinds = categories.known() ?? kindsOnRecord(settings.assets())
            const page = presentOf(list, now(), ['prices_now', 'market_caps'])
            kept.set(number, { at: now(), reported })
            const assets = assetsOf(all, kinds, sectorsOf)
            yield { ...page, assets, ...(isLast && { unlisted: unlistedIn(assets) }) }
          }
        },
      },
      {
        name: 'sectors',
        tables: [],
        reach: 'now',
        cost: () => PAGES + categories.kindCalls + categories.sectorCalls,
        async *fetch(_, signal) {
          const kinds = await categories.kinds(signal)
          const { of, refusals } = await categories.sectors(signal)
          members = of
          let listed: readonly unknown[] = []
          for await (const { all } of pages(SAME_LIST, signal)) listed = all
          yield { observations: [], refusals, assets: assetsOf(listed, kinds, sectorsOf) }
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
        fetch: (query, signal) => fetchCaps(client, query, now, signal),
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
        cost: () => 1 + MARKETS.spot_volume.length,
        fetch: turnoverFeed(client, now, 'spot_volume'),
      },
      {
        // Beside what the venues report themselves, so that the two can be held together.
        name: 'volume.perp',
        tables: ['perp_volume'],
        reach: 'past',
        depthDays: PERP_DAYS,
        cost: () => 1 + MARKETS.perp_volume.length,
        fetch: turnoverFeed(client, now, 'perp_volume'),
      },
    ],
    pasts: turnoverPasts(client, now),
    async probe(signal) {
      return probeOf(await client.get('/ping', {}, signal))
    },
    budget: client.left,
    // Without a key nothing is counted by the month.
    ...(key && { spent: client.sent }),
    leftOut: () => leftOut,
    close: async () => {},
  }
}

/** Kinds as they are known; a coin may turn out to be none, so that coins are left to their names. */
/** Of the largest coins that come with this version those that are known here by another id, or no more. */
function unlistedIn(listed: readonly Asset[]): readonly AssetId[] {
  const ids = new Set(listed.map(({ id }) => id))
  return LARGEST.map(({ id }) => id).filter((id) => !ids.has(id))
}

function kindsOnRecord(assets: readonly Asset[]): ReadonlyMap<AssetId, AssetKind> {
  return new Map(assets.filter(({ kind }) => kind !== 'coin').map(({ id, kind }) => [id, kind]))
}
