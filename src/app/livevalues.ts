/** What alerts ask venues for: prices of a minute, by one call each or as they push them, open interest, and closes of hours. */
import type { HourClosesParts } from '#src/alerts/hourcloses.ts'
import type { HourlyInterestParts } from '#src/alerts/hourlyinterest.ts'
import type { Clock } from '#src/clock.ts'
import { askHourCloses } from '#src/collector/hourcloses.ts'
import { askInterestNow } from '#src/collector/interestnow.ts'
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

/** Milliseconds that venues have to answer. */
const LIMIT = 20_000

export function createMinutePrices({ venues, isStreamed, clock, log }: MinutePricesParts): PricesByMinute {
  const ask = (suppliers: readonly Supplier[], assets: readonly AssetId[]) =>
    inTime(clock, (signal) => askMinutePrices(suppliers, assets, clock.now(), signal))
  if (!isStreamed) return { ask: (assets) => ask(venues, assets), close: () => {} }
  return createStreamedPrices({ suppliers: venues, ask, clock, log: (line) => log.warn(line) })
}

export type InterestNow = Pick<HourlyInterestParts, 'ask' | 'venues'>

export function createInterestNow({
  venues,
  clock,
}: Pick<MinutePricesParts, 'venues' | 'clock'>): InterestNow {
  return {
    venues: venues.map(({ name }) => name),
    ask: (assets) => inTime(clock, (signal) => askInterestNow(venues, assets, clock.now(), signal)),
  }
}

export function createHours({ venues, clock }: Pick<MinutePricesParts, 'venues' | 'clock'>): HourClosesParts {
  return {
    venues: venues.map(({ name }) => name),
    ask: (assets, from) =>
      inTime(clock, (signal) => askHourCloses(venues, { assets, from, now: clock.now() }, signal)),
  }
}

function inTime<Value>(clock: Clock, ask: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const stopping = new AbortController()
  const cancel = clock.after(LIMIT, () => stopping.abort())
  return ask(stopping.signal).finally(cancel)
}
