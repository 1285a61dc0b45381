/** CoinGecko's caps of past days, coin by coin. */
import type { AssetId } from '#src/market/asset.ts'
import { DAY } from '#src/market/time.ts'
import type { Client } from '../client.ts'
import { ABOVE_0, createRows, fieldOf, listOf, numberOf } from '../rows.ts'
import { type FeedAsk, type Page, SupplierError } from '../supplier.ts'
import { midnightOf, NAME, SOURCE } from './markets.ts'

/** A page a coin. A coin that is gone is refused alone: it must not cost the others theirs. */
export async function* fetchCaps(
  client: Client,
  { assets = [], from, to }: FeedAsk,
  now: () => number,
  signal?: AbortSignal,
): AsyncGenerator<Page> {
  const silent: { readonly asset: AssetId; readonly error: SupplierError }[] = []
  const read = (asset: AssetId) => fetchCapsOf(client, asset, { from, to, now: now() }, signal)
  // Where all are silent they are gone, or the service fails: it tells of one that is not gone.
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
    reason: 'nothing was told',
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
  for (const one of listOf(NAME, `market_caps of ${asset}`, fieldOf(body, 'market_caps'))) {
    rows.row(String(fieldOf(one, 0)), () => {
      const time = midnightOf(numberOf('time', fieldOf(one, 0)))
      // The last point is the present, at whatever time that is.
      if (time === undefined || time < from || time >= to) return undefined
      const cap = fieldOf(one, 1)
      if (cap === null || cap === 0) return undefined
      const values = { market_cap_usd: numberOf('market_cap', cap, ABOVE_0) }
      newest = Math.max(newest, time)
      return { table: 'market_caps', of: { asset }, time, values, source: SOURCE }
    })
  }
  // What is null, makes no sense or is not there yet was not told: from there it is asked for again.
  return rows.page(Number.isFinite(newest) ? { through: { asset, time: newest + 1 } } : {})
}
