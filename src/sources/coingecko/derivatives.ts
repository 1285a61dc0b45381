/** Open interest over all venues from CoinGecko's list of contracts: each known coin's, and the total. */
import * as v from 'valibot'
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { Observation } from '#src/market/observation.ts'
import { dayOfReading } from '#src/market/stamp.ts'
import { DAY } from '#src/market/time.ts'
import { classOfTicker } from '../exchanges/classes.ts'
import { createRows, FROM_0, notStale, RowFault } from '../rows.ts'
import { labelIn, number, ROWS, readBody, readRow, someRows, TEXT } from '../schema.ts'
import { type LeftOut, type Page, SupplierError } from '../supplier.ts'
import { NAME, SOURCE } from './markets.ts'

/** Dated futures are no perpetuals. */
const PERPETUAL = v.object({ contract_type: v.literal('perpetual') })
const UNKNOWN = v.object({ open_interest: v.null() })
const CONTRACT = v.object({ symbol: TEXT, index_id: TEXT, price: v.optional(v.unknown()) })
const TRADED = v.object({
  /** Seconds since 1970. */
  last_traded_at: number(),
})
const INTEREST = v.object({ open_interest: number(FROM_0), index_id: TEXT })

export interface InterestPage extends Page {
  /** Contracts that are no crypto, by market and symbol. */
  readonly leftOut: readonly LeftOut[]
}

/**
 * Of perpetual contracts on coins that were traded within a day, USD, as venue `all`, dated by today. The list marks no
 * contract as one on shares, gold or indices: it is reported by its ticker, by its price where a coin has the same one, and by
 * the names of builders' markets (`xyz:TSLA`).
 */
export function interestOf(body: unknown, assets: readonly Asset[], now: number): InterestPage {
  const list = someRows(NAME, 'derivatives', readBody(NAME, ROWS, body))
  const rows = createRows(`${SOURCE} derivatives`, now)
  const known = bySymbol(assets)
  const sums = new Map<AssetId, number>()
  const leftOut: LeftOut[] = []
  let total = 0
  let newest = Number.NEGATIVE_INFINITY
  for (const one of list) {
    if (!v.is(PERPETUAL, one) || v.is(UNKNOWN, one)) continue
    const label = labelIn(one, 'market', 'symbol')
    const other = otherOf(one)
    if (other !== undefined) leftOut.push({ name: label, class: other })
    rows.row(label, () => {
      const traded = readRow(TRADED, one).last_traded_at * 1000
      if (traded > now + DAY) throw new RowFault('was last traded in the future')
      newest = Math.max(newest, traded)
      if (now - traded > DAY) throw new RowFault(UNTRADED)
      if (other !== undefined) return undefined
      const { open_interest: value, index_id: index } = readRow(INTEREST, one)
      total += value
      const asset = assetOf(index, known)
      if (asset !== undefined) sums.set(asset, (sums.get(asset) ?? 0) + value)
      return undefined
    })
  }
  notStale(NAME, 'derivatives', { newest, now, longest: DAY })
  // A contract that trades no more is none; one whose figure makes no sense is missing in the sums.
  const lacking = rows.page().refusals.filter(({ reason }) => reason !== UNTRADED)
  if (lacking.length > list.length * LACKING) {
    const detail = `${lacking.length} of ${list.length} contracts make no sense, as ${lacking[0]?.reason}`
    throw new SupplierError({ supplier: NAME, fault: 'malformed', detail })
  }
  const time = dayOfReading(now)
  const observed = (asset: string, value: number): Observation => ({
    table: 'open_interest',
    of: { venue: 'all', asset },
    time,
    values: { open_interest_usd: Math.round(value) },
    source: SOURCE,
  })
  for (const [asset, value] of sums) rows.row(asset, () => observed(asset, value))
  if (total > 0) rows.row('total', () => observed('total', total))
  return { ...rows.page(), leftOut }
}

/** What a contract is written on, where that is no coin. */
function otherOf(one: unknown): string | undefined {
  const { symbol, index_id: index, price } = v.parse(CONTRACT, one)
  const builders = /^[a-z\d]+:(\w+)/i.exec(symbol)?.[1]
  if (builders !== undefined) return classOfTicker(builders, price) ?? 'unknown'
  return classOfTicker(index, price)
}

const UNTRADED = 'was not traded for more than a day'
/** A share of contracts that sums may lack: of more, their size is unknown. */
const LACKING = 0.01

/** Of coins with one ticker the most valued; assets come most valued first. */
function bySymbol(assets: readonly Asset[]): ReadonlyMap<string, AssetId> {
  const known = new Map<string, AssetId>()
  for (const { id, symbol, kind } of assets) {
    if (kind === 'coin' && !known.has(symbol)) known.set(symbol, id)
  }
  return known
}

/** Contracts of a thousand or a million coins carry that before the ticker; their value is in USD all the same. */
function assetOf(index: string, known: ReadonlyMap<string, AssetId>): AssetId | undefined {
  const single = index.replace(/^(1000000|10000|1000|1M|k(?=[A-Z]))/, '')
  return known.get(index.toUpperCase()) ?? known.get(single.toUpperCase())
}
