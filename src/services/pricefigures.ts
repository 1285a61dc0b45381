/** Publishes the price of every coin at both boundaries, and its return. */
import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import type { Week } from '#src/market/week.ts'
import { type BoundaryPrice, weekPrices } from './prices.ts'
import { type Gap, isGap, type Provenance, type Publisher } from './publish.ts'
import { midnightsOf } from './universe.ts'

/**
 * `price.<asset>.start`, `.end` and `.weekReturn` of every coin of the week's universe: those with a price or a
 * market cap at one boundary at least. Coins that lack the other are named as missing; coins not yet listed, or
 * gone for good, are no part of the week.
 */
export function publishPrices(history: History, week: Week, { put }: Publisher): void {
  for (const asset of history.assets) {
    if (asset.kind !== 'coin') continue
    const prices = weekPrices(history, asset.id, week)
    const { start, end, weekReturn } = prices
    if (isGap(start) && isGap(end) && !hasMarketCap(history, asset, week)) continue
    put(`price.${asset.id}.start`, 'USD', isGap(start) ? start : start.price, provenanceOf(history, start))
    put(`price.${asset.id}.end`, 'USD', isGap(end) ? end : end.price, provenanceOf(history, end))
    put(`price.${asset.id}.weekReturn`, 'fraction', weekReturn, provenanceOf(history, end))
  }
}

/** The instant and the suppliers of a price, where there is one. */
export function provenanceOf(history: History, price: BoundaryPrice | Gap): Provenance {
  return isGap(price) ? {} : { asOf: price.asOf, sources: history.suppliers(price.table) }
}

function hasMarketCap(history: History, asset: Asset, week: Week): boolean {
  const caps = history.marketCaps(asset.id)
  const { start, end } = midnightsOf(week)
  return caps !== undefined && (valueAt(caps, start) ?? valueAt(caps, end)) !== undefined
}
