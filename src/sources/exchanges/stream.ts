/** Prices as a venue pushes them, through ccxt's `watchTickers`: the same prices of the same instruments as its minute call reports. */
import type { AssetId } from '#src/market/asset.ts'
import type { PriceStream } from '../pricestream.ts'
import { type CcxtStreams, closeStreams, openStreams } from './ccxtstreams.ts'
import type { Listed, Market } from './market.ts'
import { pricesOf } from './rates.ts'
import type { Pushed } from './venue.ts'

/** Symbols of one subscription: some venues drop a connection for a message that is too long. */
const BATCH = 50

/** One connection and what is watched over it. Where a coin is let go of, another takes its place. */
interface Watching {
  readonly assets: Set<AssetId>
  readonly listed: Map<string, Listed>
  readonly batches: Batch[]
  readonly ended: AbortController
  /** Opened once, however many ask for it before it is. */
  opening?: Promise<CcxtStreams>
  streams?: CcxtStreams
  isListed: boolean
}

interface Batch {
  readonly symbols: readonly string[]
  isWaiting: boolean
}

export function createPriceStream(market: Market, pushed: Pushed, url: string | undefined): PriceStream {
  let watching: Watching | undefined

  function close(): void {
    watching?.ended.abort()
    if (watching?.streams) closeStreams(watching.streams)
    watching = undefined
  }

  return {
    watch(assets) {
      const wanted = new Set(assets)
      if (watching && !watching.assets.isSubsetOf(wanted)) close()
      watching ??= begun()
      const current = watching
      const added = assets.filter((asset) => !current.assets.has(asset))
      for (const asset of added) current.assets.add(asset)
      // Asked again next minute where it could not be had: a venue that is away stays silent until then.
      extend(current, added)
        .catch(() => {
          for (const asset of added) current.assets.delete(asset)
        })
        .then(() => listen(current))
    },
    latest() {
      if (!watching?.isListed) return undefined
      const { streams, listed } = watching
      const rows = [...listed.values()].flatMap((one) => {
        const ticker = streams?.tickers[one.id]
        return ticker === undefined ? [] : [[one, { id: one.id, ...pushed.read(ticker) }] as const]
      })
      const { observations } = pricesOf(market, rows)
      return { listed: [...listed.values()].map(({ asset }) => asset), observations }
    },
    close,
  }

  async function extend(current: Watching, added: readonly AssetId[]): Promise<void> {
    if (added.length === 0) return
    const of = market.venue.prices?.market ?? 'perp'
    const all = await market.listed(market.call(current.ended.signal), of, added)
    current.opening ??= openStreams(market.venue.ccxt, url)
    current.streams = await current.opening
    if (current.ended.signal.aborted) return
    for (const one of all) current.listed.set(one.id, one)
    current.isListed = true
    current.streams.setMarkets([...current.listed.values()].map((one) => marketOf(one, of)))
    const symbols = all.map(({ id }) => id)
    for (let from = 0; from < symbols.length; from += BATCH)
      current.batches.push({ symbols: symbols.slice(from, from + BATCH), isWaiting: false })
  }
}

function begun(): Watching {
  return {
    assets: new Set(),
    listed: new Map(),
    batches: [],
    ended: new AbortController(),
    isListed: false,
  }
}

/** Subscribes what is not subscribed. Where the venue closed the connection, ccxt opens another and subscribes all anew. */
function listen({ streams, batches, ended }: Watching): void {
  if (!streams || ended.signal.aborted) return
  for (const batch of batches) {
    if (batch.isWaiting) continue
    batch.isWaiting = true
    streams
      .watchTickers(batch.symbols)
      // Its silence says it; the next minute it is tried again.
      .catch(() => undefined)
      .finally(() => {
        batch.isWaiting = false
      })
  }
}

/** An instrument as ccxt wants to know it: with the venue's own id for a symbol, so that its lists need not be loaded. */
function marketOf({ id, base }: Listed, of: 'spot' | 'perp'): object {
  const kind = of === 'spot' ? { type: 'spot', spot: true, swap: false, contract: false } : PERPETUAL
  return {
    ...kind,
    id,
    symbol: id,
    lowercaseId: id.toLowerCase(),
    base,
    baseId: base,
    active: true,
    info: {},
  }
}

const PERPETUAL = { type: 'swap', spot: false, swap: true, contract: true, linear: true, inverse: false }
