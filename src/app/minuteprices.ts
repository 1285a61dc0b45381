/** Prices of a minute as alerts ask for them: by one call a venue, or as venues push them. */
import type { Clock } from '#src/clock.ts'
import { askMinutePrices } from '#src/collector/minuteprices.ts'
import { createStreamedPrices, type PricesByMinute } from '#src/collector/streamedprices.ts'
import type { Log } from '#src/log.ts'
import type { AssetId } from '#src/market/asset.ts'
import type { Supplier } from '#src/sources/supplier.ts'

export interface MinutePricesParts {
  readonly venues: readonly Supplier[]
  readonly isStreamed: boolean
  readonly clock: Clock
  readonly log: Log
}

/** Milliseconds that venues have to report their prices of a minute. */
const LIMIT = 20_000

export function createMinutePrices({ venues, isStreamed, clock, log }: MinutePricesParts): PricesByMinute {
  const ask = (suppliers: readonly Supplier[], assets: readonly AssetId[]) => {
    const stopping = new AbortController()
    const cancel = clock.after(LIMIT, () => stopping.abort())
    return askMinutePrices(suppliers, assets, clock.now(), stopping.signal).finally(cancel)
  }
  if (!isStreamed) return { ask: (assets) => ask(venues, assets), close: () => {} }
  return createStreamedPrices({ suppliers: venues, ask, clock, log: (line) => log.warn(line) })
}
