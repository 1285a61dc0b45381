/** Open interest as venues report it this moment, for those who wait for it. Nothing of it is kept here: it is no history. */
import type { AssetId } from '#src/market/asset.ts'
import type { Supplier } from '#src/sources/supplier.ts'

/** One venue's open interest of a coin, counted on one side. */
export interface InterestReading {
  /** As settings name it: `okx`; and as source lines do: `OKX`. */
  readonly venue: string
  readonly title: string
  readonly usd: number
  /** Absent where the venue counts in dollars alone. */
  readonly coins?: number
  /** Milliseconds since 1970, as reported. */
  readonly time: number
}

/** All venues at once; `signal` ends those that take too long. Never rejects for what a venue does: that one is left out. */
export async function askInterestNow(
  suppliers: readonly Supplier[],
  assets: readonly AssetId[],
  now: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<AssetId, readonly InterestReading[]>> {
  const readings = new Map<AssetId, InterestReading[]>()
  const ask = async ({ name: venue, title, feeds }: Supplier) => {
    const feed = feeds.find((one) => one.name === 'interest.now')
    for await (const { observations } of feed?.fetch({ assets, from: now, to: now, live: true }, signal) ??
      []) {
      for (const { of, time, values } of observations) {
        const { asset = '' } = of
        const { open_interest_usd: usd, coins } = values
        if (usd === undefined) continue
        const list = readings.get(asset) ?? []
        list.push({ venue, title, usd, time, ...(coins !== undefined && { coins }) })
        readings.set(asset, list)
      }
    }
  }
  await Promise.all(suppliers.map((supplier) => ask(supplier).catch(() => undefined)))
  return readings
}
