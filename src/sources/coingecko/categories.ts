/** CoinGecko's categories: which of them are our sectors, and which say that a coin is none. */
import * as v from 'valibot'
import type { AssetId, AssetKind } from '#src/market/asset.ts'
import { SECTORS, type Sector } from '#src/market/sector.ts'
import type { Client } from '../client.ts'
import { readBody, someRows, TEXT } from '../schema.ts'
import type { Refusal } from '../source.ts'
import { SupplierError } from '../supplier.ts'

/** Ids of a sector's category, the first one that exists counts. */
const SECTOR_CATEGORIES: Readonly<Record<Sector, readonly string[]>> = {
  'layer-1': ['layer-1'],
  'layer-2': ['layer-2'],
  gaming: ['gaming'],
  depin: ['depin'],
  ai: ['artificial-intelligence'],
  defi: ['decentralized-finance-defi'],
  meme: ['meme-token'],
  privacy: ['privacy-coins', 'privacy'],
  exchange: ['exchange-based-tokens', 'centralized-exchange-token-cex'],
  storage: ['storage', 'decentralized-storage'],
  oracle: ['oracle'],
  rwa: ['real-world-assets-rwa'],
  payments: ['payment-solutions', 'payments'],
  infrastructure: ['infrastructure'],
}

/** Categories of what is no coin of its own, strongest first. All that exist count; of `stablecoin` one must. */
const KIND_CATEGORIES: readonly (readonly [AssetKind, readonly string[]])[] = [
  ['stablecoin', ['stablecoins']],
  ['staked', ['liquid-staking-tokens', 'liquid-restaking-tokens']],
  ['wrapped', ['wrapped-tokens', 'bridged-tokens']],
  ['tokenized', ['tokenized-gold', 'tokenized-stock', 'tokenized-t-bills']],
]

const CATEGORIES = v.array(v.object({ category_id: TEXT }))
const MEMBERS = v.array(v.object({ id: TEXT }))

export interface Categories {
  /** Asks for the list of categories once, then for the members of those that say what is no coin; kept for a day. */
  kinds(signal?: AbortSignal): Promise<ReadonlyMap<AssetId, AssetKind>>
  /** The kinds that were asked for last; undefined before. */
  known(): ReadonlyMap<AssetId, AssetKind> | undefined
  /** Members of every sector that there is a category for, and a refusal for each other one. */
  sectors(
    signal?: AbortSignal,
  ): Promise<{ readonly of: ReadonlyMap<AssetId, readonly Sector[]>; readonly refusals: readonly Refusal[] }>
  readonly kindCalls: number
  readonly sectorCalls: number
}

export function createCategories(supplier: string, client: Client, now: () => number): Categories {
  let known: Promise<ReadonlySet<string>> | undefined
  let kept: { readonly at: number; readonly kinds: ReadonlyMap<AssetId, AssetKind> } | undefined

  const existing = (signal?: AbortSignal) => {
    known ??= client.get('/coins/categories/list', {}, signal).then(({ body }) => {
      const categories = someRows(supplier, 'categories', readBody(supplier, CATEGORIES, body))
      return new Set(categories.map(({ category_id: id }) => id))
    })
    // A failure must not be kept.
    known.catch(() => {
      known = undefined
    })
    return known
  }
  const membersOf = async (category: string, signal?: AbortSignal) => {
    const query = { vs_currency: 'usd', category, order: 'market_cap_desc', per_page: 250, page: 1 }
    const { body } = await client.get('/coins/markets', query, signal)
    // A category may have lost its last coin.
    return readBody(supplier, MEMBERS, body).map(({ id }) => id)
  }
  return {
    kindCalls: 1 + KIND_CATEGORIES.flatMap(([, ids]) => ids).length,
    sectorCalls: 1 + SECTORS.length,
    known: () => kept?.kinds,
    async kinds(signal) {
      if (kept && now() - kept.at < KEPT) return kept.kinds
      const ids = await existing(signal)
      if (!ids.has('stablecoins')) {
        const detail = 'has no category "stablecoins" any more: stablecoins would be taken for coins'
        throw new SupplierError({ supplier, fault: 'malformed', detail })
      }
      const kinds = new Map<AssetId, AssetKind>()
      for (const [kind, categories] of KIND_CATEGORIES) {
        for (const category of categories.filter((id) => ids.has(id))) {
          for (const id of await membersOf(category, signal)) if (!kinds.has(id)) kinds.set(id, kind)
        }
      }
      if (![...kinds.values()].includes('stablecoin')) {
        throw new SupplierError({ supplier, fault: 'empty', detail: 'names no stablecoin at all' })
      }
      kept = { at: now(), kinds }
      return kinds
    },
    async sectors(signal) {
      const ids = await existing(signal)
      const of = new Map<AssetId, Sector[]>()
      const refusals: Refusal[] = []
      for (const sector of SECTORS) {
        const category = SECTOR_CATEGORIES[sector].find((id) => ids.has(id))
        if (category === undefined) {
          const reason = `none of its categories exists any more: ${SECTOR_CATEGORIES[sector].join(', ')}`
          refusals.push({ where: `CoinGecko sector ${sector}`, reason })
          continue
        }
        for (const id of await membersOf(category, signal)) of.set(id, [...(of.get(id) ?? []), sector])
      }
      return { of, refusals }
    },
  }
}

/** What an id alone says of an asset, where no category lists it: `wrapped-bitcoin`, `staked-ether`. */
export function kindByName(id: AssetId): AssetKind {
  if (STABLECOINS.has(id)) return 'stablecoin'
  if (/^(wrapped|bridged)-|-(wormhole|bridged)\b|^coinbase-wrapped-/.test(id)) return 'wrapped'
  if (/(^|-)staked-/.test(id)) return 'staked'
  return 'coin'
}

/** The largest, so that none of them is taken for a coin in the minutes before categories are asked for. */
const STABLECOINS: ReadonlySet<AssetId> = new Set([
  ...['tether', 'usd-coin', 'dai', 'usds', 'ethena-usde', 'first-digital-usd', 'paypal-usd', 'usd1-wlfi'],
  ...['true-usd', 'frax', 'usdd', 'paxos-standard', 'ripple-usd', 'global-dollar', 'usdtb', 'falcon-finance'],
])

const KEPT = 24 * 3_600_000
