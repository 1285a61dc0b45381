/** CoinGecko's list of coins: assets, prices of this minute, and market caps at 00:00 UTC. */
import * as v from 'valibot'
import type { Asset, AssetId, AssetKind } from '#src/market/asset.ts'
import type { Observation } from '#src/market/observation.ts'
import type { Sector } from '#src/market/sector.ts'
import { floorToDay, HOUR, MINUTE } from '#src/market/time.ts'
import type { Client } from '../client.ts'
import { ABOVE_0, createRows, notStale, RowFault } from '../rows.ts'
import { labelIn, number, optionalNumber, ROWS, readBody, readRow, someRows, TEXT } from '../schema.ts'
import type { Page } from '../supplier.ts'
import { kindByName } from './categories.ts'

/** As source lines and errors name it. */
export const NAME = 'coingecko'
export const SOURCE = 'CoinGecko'

/** A snapshot stands for 00:00 UTC where it was taken at most this long after it. */
export const NEAR_MIDNIGHT = HOUR
/** Lists are renewed every minute or so; one that stands still is not the present. */
const LONGEST = 2 * HOUR

const TRIMMED = v.pipe(TEXT, v.trim())
const COIN = v.object({ id: TRIMMED, symbol: TRIMMED, name: TRIMMED })
const UPDATED = v.object({ last_updated: TEXT })
const PRICE = v.object({ current_price: v.optional(optionalNumber(ABOVE_0)) })
/** 0 is how it writes a cap that it does not know. */
const UNKNOWN_CAP = v.object({ market_cap: v.nullish(v.literal(0)) })
const CAP = v.object({ market_cap: number(ABOVE_0) })
const SIZE = v.object({ market_cap: v.fallback(number(ABOVE_0), 0) })
const GLOBAL = v.object({
  data: v.object({
    /** Seconds since 1970. */
    updated_at: v.fallback(number(), Number.NaN),
    total_market_cap: v.object({ usd: v.unknown() }),
  }),
})
const TOTAL = v.object({ usd: number(ABOVE_0) })

/** Rows of a page. */
const PER_PAGE = 250
/** So many pages hold 250 coins beside all that is none. */
export const PAGES = 2

/** One page of the list, 250 assets, most valued first. */
export async function fetchMarkets(
  client: Client,
  signal?: AbortSignal,
  page = 1,
): Promise<readonly unknown[]> {
  const query = { vs_currency: 'usd', order: 'market_cap_desc', per_page: PER_PAGE, page }
  const { body } = await client.get('/coins/markets', query, signal)
  // By the caps themselves, whatever order they come in; those without a sensible one stay last, in theirs.
  const capOf = (one: unknown) => {
    const size = v.safeParse(SIZE, one)
    return size.success ? size.output.market_cap : 0
  }
  const coins = someRows(NAME, 'coins/markets', readBody(NAME, ROWS, body))
  return coins.toSorted((a, b) => capOf(b) - capOf(a))
}

/** Whether there may be a page after this one. */
export function isFullPage(list: readonly unknown[]): boolean {
  return list.length >= PER_PAGE
}

/** Assets of the list; a coin's sectors stay as they are known where `sectors` has none of it. */
export function assetsOf(
  list: readonly unknown[],
  kinds: ReadonlyMap<AssetId, AssetKind>,
  sectors: (id: AssetId) => readonly Sector[],
): Asset[] {
  return list.flatMap((one) => {
    const coin = v.safeParse(COIN, one)
    if (!coin.success) return []
    const { id, symbol, name } = coin.output
    if (!id || !symbol || !name || id === 'total') return []
    const kind = kinds.get(id) ?? kindByName(id)
    return [{ id, symbol: symbol.toUpperCase(), name, kind, sectors: kind === 'coin' ? sectors(id) : [] }]
  })
}

/** `prices_now` of every coin; `market_caps` too where it is just past 00:00 UTC. */
export function presentOf(
  list: readonly unknown[],
  now: number,
  tables: readonly ('prices_now' | 'market_caps')[],
): Page {
  const rows = createRows(SOURCE, now)
  const midnight = floorToDay(now)
  let newest = Number.NEGATIVE_INFINITY
  for (const one of list) {
    const asset = labelIn(one, 'id')
    rows.row(asset, () => {
      const made: Observation[] = []
      const time = Date.parse(readRow(UPDATED, one).last_updated)
      if (Number.isNaN(time)) throw new RowFault('has no time')
      if (time <= now + MINUTE) newest = Math.max(newest, time)
      if (now - time > LONGEST) throw new RowFault('was not updated for more than two hours')
      const { current_price: price } = readRow(PRICE, one)
      if (price !== undefined && tables.includes('prices_now')) {
        const of = { asset, venue: 'all' }
        made.push({ table: 'prices_now', of, time, values: { price }, source: SOURCE })
      }
      const isSnapshot = tables.includes('market_caps') && now - midnight <= NEAR_MIDNIGHT
      if (isSnapshot && !v.is(UNKNOWN_CAP, one)) {
        const values = { market_cap_usd: readRow(CAP, one).market_cap }
        made.push({ table: 'market_caps', of: { asset }, time: midnight, values, source: SOURCE })
      }
      return made
    })
  }
  notStale(NAME, 'coins/markets', { newest, now, longest: LONGEST })
  return rows.page()
}

/** All crypto, USD, as the snapshot of 00:00 UTC where it is just past that. */
export async function fetchGlobal(client: Client, now: () => number, signal?: AbortSignal): Promise<Page> {
  const { body } = await client.get('/global', {}, signal)
  const at = now()
  const rows = createRows(`${SOURCE} global`, at)
  const { updated_at: updated, total_market_cap: total } = readBody(NAME, GLOBAL, body).data
  rows.row('total_market_cap', (): Observation | undefined => {
    const { usd: cap } = readRow(TOTAL, total)
    const midnight = floorToDay(at)
    if (at - midnight > NEAR_MIDNIGHT) return undefined
    return {
      table: 'total_market_cap',
      of: {},
      time: midnight,
      values: { market_cap_usd: cap },
      source: SOURCE,
    }
  })
  notStale(NAME, 'global', { newest: updated * 1000, now: at, longest: LONGEST })
  return rows.page()
}

/** 00:00 UTC of a point that lies within five minutes after it; undefined for any other. */
export function midnightOf(time: number): number | undefined {
  const midnight = floorToDay(time)
  return time - midnight <= 5 * MINUTE ? midnight : undefined
}
