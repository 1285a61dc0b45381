/** CoinGecko's list of coins: assets, prices of this minute, and market caps at 00:00 UTC. */
import type { Asset, AssetId, AssetKind } from '#src/market/asset.ts'
import type { Observation } from '#src/market/observation.ts'
import type { Sector } from '#src/market/sector.ts'
import { floorToDay, HOUR, MINUTE } from '#src/market/time.ts'
import type { Client } from '../client.ts'
import {
  ABOVE_0,
  createRows,
  fieldOf,
  listOf,
  notStale,
  numberOf,
  optionalNumber,
  RowFault,
  textOf,
} from '../rows.ts'
import { type Page, SupplierError } from '../supplier.ts'
import { kindByName } from './categories.ts'

/** As source lines and errors name it. */
export const NAME = 'coingecko'
export const SOURCE = 'CoinGecko'

/** A snapshot stands for 00:00 UTC where it was taken at most this long after it. */
export const NEAR_MIDNIGHT = HOUR
/** Lists are renewed every minute or so; one that stands still is not the present. */
const LONGEST = 2 * HOUR

/** The 250 most valued, most valued first. */
export async function fetchMarkets(client: Client, signal?: AbortSignal): Promise<readonly unknown[]> {
  const query = { vs_currency: 'usd', order: 'market_cap_desc', per_page: 250, page: 1 }
  const { body } = await client.get('/coins/markets', query, signal)
  // By the caps themselves, whatever order they come in; those without a sensible one stay last, in theirs.
  const capOf = (one: unknown) => Math.max(0, Number(fieldOf(one, 'market_cap')) || 0)
  return listOf(NAME, 'coins/markets', body).toSorted((a, b) => capOf(b) - capOf(a))
}

/** Assets of the list; a coin's sectors stay as they are known where `sectors` has none of it. */
export function assetsOf(
  list: readonly unknown[],
  kinds: ReadonlyMap<AssetId, AssetKind>,
  sectors: (id: AssetId) => readonly Sector[],
): Asset[] {
  return list.flatMap((one) => {
    const [id, symbol, name] = ['id', 'symbol', 'name'].map((field) => textOf(fieldOf(one, field)).trim())
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
    const asset = textOf(fieldOf(one, 'id'))
    rows.row(asset, () => {
      const made: Observation[] = []
      const time = Date.parse(textOf(fieldOf(one, 'last_updated')))
      if (Number.isNaN(time)) throw new RowFault('has no time')
      if (time <= now + MINUTE) newest = Math.max(newest, time)
      if (now - time > LONGEST) throw new RowFault('was not updated for more than two hours')
      const price = optionalNumber('current_price', fieldOf(one, 'current_price'), ABOVE_0)
      if (price !== undefined && tables.includes('prices_now')) {
        const of = { asset, venue: 'all' }
        made.push({ table: 'prices_now', of, time, values: { price }, source: SOURCE })
      }
      // 0 is how it writes a cap that it does not know.
      const cap = fieldOf(one, 'market_cap')
      if (tables.includes('market_caps') && now - midnight <= NEAR_MIDNIGHT && cap !== null && cap !== 0) {
        const values = { market_cap_usd: numberOf('market_cap', cap, ABOVE_0) }
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
  const updated = Number(fieldOf(body, 'data', 'updated_at')) * 1000
  if (fieldOf(body, 'data', 'total_market_cap', 'usd') === undefined) {
    throw new SupplierError({ supplier: NAME, fault: 'malformed', detail: 'global has no total in USD' })
  }
  rows.row('total_market_cap', (): Observation | undefined => {
    const cap = numberOf('usd', fieldOf(body, 'data', 'total_market_cap', 'usd'), ABOVE_0)
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
  notStale(NAME, 'global', { newest: updated, now: at, longest: LONGEST })
  return rows.page()
}

/** 00:00 UTC of a point that lies within five minutes after it; undefined for any other. */
export function midnightOf(time: number): number | undefined {
  const midnight = floorToDay(time)
  return time - midnight <= 5 * MINUTE ? midnight : undefined
}
