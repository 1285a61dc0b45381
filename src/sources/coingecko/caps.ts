/** CoinGecko's caps of past days, coin by coin. */
import * as v from 'valibot'
import type { AssetId } from '#src/market/asset.ts'
import { DAY, floorToDay, isoOf } from '#src/market/time.ts'
import type { Client } from '../client.ts'
import { ABOVE_0, createRows } from '../rows.ts'
import { labelIn, point, ROWS, readBody, readRow, someRows } from '../schema.ts'
import { NOTHING_REPORTED } from '../source.ts'
import { type FeedQuery, type Page, SupplierError } from '../supplier.ts'
import { midnightOf, NAME, SOURCE } from './markets.ts'

const CHART = v.object({ market_caps: ROWS })
/** The cap is null or 0 where it is not known. */
const UNKNOWN = v.looseTuple([v.unknown(), v.nullable(v.literal(0))])

/** A page a coin. A coin that is gone is refused alone: it must not cost the others theirs. */
export async function* fetchCaps(
  client: Client,
  { assets = [], from, to }: FeedQuery,
  now: () => number,
  signal?: AbortSignal,
): AsyncGenerator<Page> {
  const silent: { readonly asset: AssetId; readonly error: SupplierError }[] = []
  const read = (asset: AssetId) => fetchCapsOf(client, asset, { from, to, now: now() }, signal)
  // Where all are silent they are gone, or the service fails: it reports one that is not gone.
  const look = async () => {
    const other = EVERYWHERE.find((id) => !assets.includes(id))
    if (other === undefined) throw silent[0]?.error
    await read(other)
  }
  for (const [index, asset] of assets.entries()) {
    try {
      yield await read(asset)
    } catch (error) {
      if (!isOfOne(error)) throw error
      silent.push({ asset, error })
      const isLast = index === assets.length - 1
      if (silent.length === index + 1 && (isLast || silent.length === ENOUGH)) await look()
    }
  }
  const refusals = silent.map(({ asset }) => ({
    where: `${SOURCE} caps of ${asset}`,
    reason: NOTHING_REPORTED,
  }))
  if (refusals.length > 0) yield { observations: [], refusals }
}

const EVERYWHERE = ['bitcoin', 'ethereum']
/** So many silent ones at the beginning are no chance. */
const ENOUGH = 3

function isOfOne(error: unknown): error is SupplierError {
  return error instanceof SupplierError && (error.fault === 'unknown' || error.fault === 'empty')
}

/** Caps of one coin at 00:00 UTC of past days. */
async function fetchCapsOf(
  client: Client,
  asset: AssetId,
  { from, to, now }: { from: number; to: number; now: number },
  signal?: AbortSignal,
): Promise<Page> {
  const days = Math.min(365, Math.max(1, Math.ceil((now - from) / DAY) + 1))
  const query = { vs_currency: 'usd', days, interval: 'daily' }
  const { body } = await client.get(`/coins/${encodeURIComponent(asset)}/market_chart`, query, signal)
  const rows = createRows(`${SOURCE} ${asset}`, now)
  let newest = Number.NEGATIVE_INFINITY
  for (const one of someRows(NAME, `market_caps of ${asset}`, readBody(NAME, CHART, body).market_caps)) {
    rows.row(labelIn(one, '0'), () => {
      if (v.is(UNKNOWN, one)) return undefined
      const [at, cap] = readRow(point(ABOVE_0), one)
      const time = midnightOf(at)
      // The last point is the present, at whatever time that is.
      if (time === undefined || time < from || time >= to) return undefined
      const values = { market_cap_usd: cap }
      newest = Math.max(newest, time)
      return { table: 'market_caps', of: { asset }, time, values, source: SOURCE }
    })
  }
  // The last midnight is reported late at times: it is asked for again within the hour.
  const wanted = floorToDay(Math.min(to - 1, now))
  if (wanted >= from && newest < wanted) rows.refuse('', `the cap of ${isoOf(wanted)} is not reported yet`)
  // What is null, makes no sense or is not there yet was not reported: from there it is asked for again.
  return rows.page(Number.isFinite(newest) ? { through: { asset, time: newest + 1 } } : {})
}
