/** An exchange of ours that asks a loopback server, and its feeds read to the end. */
import type { Asset } from '#src/market/asset.ts'
import type { Observation } from '#src/market/observation.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import type { Refusal } from '#src/sources/source.ts'
import type { FeedQuery, FeedName, Page, Supplier } from '#src/sources/supplier.ts'
import type { Loopback } from '../../support/loopback.ts'

/** Monday, five past midnight UTC. */
export const NOW = Date.UTC(2025, 10, 24, 0, 5)

/** Most valued first; the second SOL is worth less than the first. */
export const ASSETS: readonly Asset[] = [
  ['bitcoin', 'BTC'],
  ['ethereum', 'ETH'],
  ['solana', 'SOL'],
  ['wrapped-solana', 'SOL'],
  ['dogecoin', 'DOGE'],
  ['shiba-inu', 'SHIB'],
  ['pepe', 'PEPE'],
  ['render-token', 'RENDER'],
  ['polygon-ecosystem-token', 'POL'],
  ['1inch', '1INCH'],
  ['bonk', 'BONK'],
  ['enjin', 'ENJ'],
].map(([id = '', symbol = '']) => ({ id, symbol, name: id, kind: 'coin', sectors: [] }))

export interface Opened {
  readonly supplier: Supplier
  /** Milliseconds that were waited for in all. */
  waited(): number
  now(): number
}

/** On a clock that stands still but for what is waited. */
export function openExchange(
  name: string,
  server: Pick<Loopback, 'url'>,
  { now = NOW, timeout }: { now?: number; timeout?: number } = {},
): Opened {
  let time = now
  const supplier = EXCHANGES[name]?.({
    url: server.url,
    timeout,
    now: () => time,
    pause: async (milliseconds) => {
      time += milliseconds
    },
    assets: () => ASSETS,
  })
  if (!supplier) throw new Error(`There is no exchange ${name}`)
  return { supplier, waited: () => time - now, now: () => time }
}

export interface Fetched {
  readonly pages: readonly Page[]
  readonly observations: readonly Observation[]
  readonly refusals: readonly Refusal[]
}

export async function fetched(
  { supplier }: Opened,
  name: FeedName,
  ask: Partial<FeedQuery> = {},
): Promise<Fetched> {
  const feed = supplier.feeds.find((one) => one.name === name)
  if (!feed) throw new Error(`${supplier.name} has no feed ${name}`)
  const pages: Page[] = []
  for await (const page of feed.fetch({ from: 0, to: NOW, ...ask })) pages.push(page)
  return {
    pages,
    observations: pages.flatMap(({ observations }) => observations),
    refusals: pages.flatMap(({ refusals }) => refusals),
  }
}
