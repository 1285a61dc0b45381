/** Prices of a minute out of what venues push. A venue that pushes nothing, or not enough, is asked as if there were no stream. */
import type { Clock } from '#src/clock.ts'
import type { AssetId } from '#src/market/asset.ts'
import { type Instant, MINUTE } from '#src/market/time.ts'
import type { PriceStream } from '#src/sources/pricestream.ts'
import type { Supplier } from '#src/sources/supplier.ts'
import type { MinutePrice, MinutePrices } from './minuteprices.ts'

export interface StreamedPricesParts {
  readonly suppliers: readonly Supplier[]
  /** The minute call of these suppliers. */
  readonly ask: (suppliers: readonly Supplier[], assets: readonly AssetId[]) => Promise<MinutePrices>
  readonly clock: Clock
  readonly log: (line: string) => void
}

export interface PricesByMinute {
  /** To be called at each full minute while prices are needed. */
  ask(assets: readonly AssetId[]): Promise<MinutePrices>
  close(): void
}

/** Milliseconds for which a pushed price is one of this minute: a minute call would have reported one as young. */
const FRESH = 30_000
/** Milliseconds without a push after which a stream is dead, and until it is tried again. */
const [SILENT, RETRY] = [MINUTE, 5 * MINUTE]
/** Milliseconds without anybody asking after which streams are closed. */
const IDLE = 2 * MINUTE

/** A venue's stream and how it does. */
interface Followed {
  readonly supplier: Supplier
  readonly stream: PriceStream
  /** Since when it is watched; undefined while it is not. */
  since?: Instant | undefined
  isDead: boolean
  retryAt: Instant
}

export function createStreamedPrices({ suppliers, ask, clock, log }: StreamedPricesParts): PricesByMinute {
  const followed = suppliers.flatMap((supplier): Followed[] =>
    supplier.stream ? [{ supplier, stream: supplier.stream, isDead: false, retryAt: 0 }] : [],
  )
  let stopIdling = () => {}

  function rest(): void {
    for (const one of followed) {
      one.stream.close()
      one.since = undefined
    }
  }

  return {
    async ask(assets) {
      stopIdling()
      stopIdling = clock.after(IDLE, rest)
      const now = clock.now()
      const pushed = new Map<Supplier, ReadonlyMap<AssetId, MinutePrice>>()
      const lacking = suppliers.filter((supplier) => {
        const own = followed.find((one) => one.supplier === supplier)
        const prices = own && pushedBy(own, assets, now, log)
        if (prices) pushed.set(supplier, prices.byAsset)
        return !prices?.isWhole
      })
      const own = await ask(lacking, assets)
      return joined({ ...own, asked: own.asked + suppliers.length - lacking.length }, pushed)
    },
    close() {
      stopIdling()
      rest()
    },
  }
}

interface OfMinute {
  readonly byAsset: ReadonlyMap<AssetId, MinutePrice>
  /** Whether no coin that the venue trades lacks a price. */
  readonly isWhole: boolean
}

/** Undefined where its stream is dead. */
function pushedBy(
  one: Followed,
  assets: readonly AssetId[],
  now: Instant,
  log: (line: string) => void,
): OfMinute | undefined {
  const { stream, supplier } = one
  if (now < one.retryAt) return undefined
  stream.watch(assets)
  one.since ??= now
  const latest = stream.latest()
  const newest = Math.max(one.since, ...(latest?.observations.map(({ time }) => time) ?? []))
  const isIdle = latest?.listed.length === 0
  if (now - newest >= SILENT && !isIdle) {
    if (!one.isDead)
      log(`${supplier.title}'s price stream is silent: its prices are requested each minute instead`)
    one.isDead = true
    one.retryAt = now + RETRY
    one.since = undefined
    stream.close()
    return undefined
  }
  const fresh = (latest?.observations ?? []).filter(({ time }) => now - time <= FRESH)
  if (one.isDead && fresh.length > 0) {
    one.isDead = false
    log(`${supplier.title}'s price stream reports again`)
  }
  const byAsset = new Map(
    fresh.map(({ of: { asset = '' }, time, values }) => [
      asset,
      { venue: supplier.name, title: supplier.title, price: values.price as number, time },
    ]),
  )
  return { byAsset, isWhole: latest?.listed.every((asset) => byAsset.has(asset)) ?? false }
}

/** What was answered, with what was pushed in its place or beside it. */
function joined(
  { prices, ...rest }: MinutePrices,
  pushed: ReadonlyMap<Supplier, ReadonlyMap<AssetId, MinutePrice>>,
): MinutePrices {
  const all = new Map(prices)
  for (const [{ name }, byAsset] of pushed) {
    for (const [asset, price] of byAsset) {
      const others = (all.get(asset) ?? []).filter(({ venue }) => venue !== name)
      all.set(asset, [...others, price])
    }
  }
  return { prices: all, ...rest }
}
