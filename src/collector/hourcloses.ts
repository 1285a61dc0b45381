/** Closes of the hours that are over, asked of venues for those who wait for them. Nothing of it is kept here: the record asks once a day. */
import type { AssetId } from '#src/market/asset.ts'
import { HOUR, type Instant } from '#src/market/time.ts'
import type { Supplier } from '#src/sources/supplier.ts'

/** The close of one hour, as a venue reports it. */
export interface HourClose {
  /** As settings name it: `okx`; and as source lines do: `OKX`. */
  readonly venue: string
  readonly title: string
  /** USD. */
  readonly price: number
  /** When the hour ended, in milliseconds since 1970. */
  readonly time: Instant
}

/** Of the hours that begin at or after `from`; the newest ends by `now`. */
export interface HoursAsked {
  readonly assets: readonly AssetId[]
  readonly from: Instant
  readonly now: Instant
}

/** All venues at once; `signal` ends those that take too long. Never rejects for what a venue does: what it had reported by then counts. */
export async function askHourCloses(
  suppliers: readonly Supplier[],
  { assets, from, now }: HoursAsked,
  signal: AbortSignal,
): Promise<ReadonlyMap<AssetId, readonly HourClose[]>> {
  const closes = new Map<AssetId, HourClose[]>()
  const ask = async ({ name: venue, title, feeds }: Supplier) => {
    const feed = feeds.find((one) => one.name === 'candles.hourly')
    for await (const { observations } of feed?.fetch({ assets, from, to: now }, signal) ?? []) {
      for (const { table, of, time, values } of observations) {
        const { asset = '' } = of
        const { close: price } = values
        if (table !== 'prices_hourly' || price === undefined || time + HOUR > now) continue
        const list = closes.get(asset) ?? []
        list.push({ venue, title, price, time: time + HOUR })
        closes.set(asset, list)
      }
    }
  }
  await Promise.all(suppliers.map((supplier) => ask(supplier).catch(() => undefined)))
  return closes
}
