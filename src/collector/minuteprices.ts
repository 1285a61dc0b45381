/** Prices of this minute, asked of each venue in one call for all symbols. They are no history: nothing is kept of them here. */
import type { AssetId } from '#src/market/asset.ts'
import type { Supplier } from '#src/sources/supplier.ts'

/** A price that one venue reports. */
export interface MinutePrice {
  /** As settings name it: `okx`; and as source lines do: `OKX`. */
  readonly venue: string
  readonly title: string
  /** USD. */
  readonly price: number
  /** Milliseconds since 1970, as reported. */
  readonly time: number
}

export interface MinutePrices {
  readonly prices: ReadonlyMap<AssetId, readonly MinutePrice[]>
  /** How many venues were asked. */
  readonly asked: number
  /** Venues that did not answer in time, or with nothing that makes sense. */
  readonly silent: readonly string[]
}

/** All venues at once, with one call each; `signal` ends those that take too long. Never rejects for what a venue does. */
export async function askMinutePrices(
  suppliers: readonly Supplier[],
  assets: readonly AssetId[],
  now: number,
  signal: AbortSignal,
): Promise<MinutePrices> {
  const prices = new Map<AssetId, MinutePrice[]>()
  const silent: string[] = []
  const venues = suppliers.flatMap(({ name, title, feeds }) => {
    const feed = feeds.find((one) => one.name === 'prices')
    return feed ? [{ name, title, feed }] : []
  })
  const ask = async ({ name, title, feed }: (typeof venues)[number]) => {
    try {
      for await (const { observations } of feed.fetch({ assets, from: now, to: now, live: true }, signal)) {
        for (const one of observations) {
          if (one.table !== 'prices_now') continue
          const { asset = '' } = one.of
          const price = one.values.price
          if (price === undefined) continue
          const list = prices.get(asset) ?? []
          list.push({ venue: name, title, price, time: one.time })
          prices.set(asset, list)
        }
      }
    } catch {
      silent.push(title)
    }
  }
  await Promise.all(venues.map(ask))
  return { prices, asked: venues.length, silent: silent.toSorted() }
}
