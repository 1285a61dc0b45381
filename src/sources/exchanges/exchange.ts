/** Any venue as a Supplier: which feeds it has, by what its file says. */
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import type { Feed, Supplier, SupplierSettings } from '../supplier.ts'
import { candleFeeds } from './candles.ts'
import type { OtherClass } from './classes.ts'
import { type Connection, createConnection } from './connection.ts'
import { SIDES } from './interest.ts'
import { interestFeeds } from './interestfeeds.ts'
import { nextFeeds, priceFeeds, settledFeeds } from './rates.ts'
import { createPriceStream } from './stream.ts'
import { meantBy } from './symbols.ts'
import { nonEmpty } from './nonempty.ts'
import type { Instrument, Venue } from './venue.ts'
import { volumeFeeds } from './volumes.ts'
import type { Listed, Market } from './market.ts'

export function createExchange(venue: Venue, settings: SupplierSettings): Supplier {
  const { name, ccxt, limit, limits } = venue
  const connection = createConnection({ name, ccxt, limit, ...(limits && { limits }), settings })
  const market = marketOf(venue, connection, settings)
  const feeds: readonly Feed[] = [
    priceFeeds(market),
    nextFeeds(market),
    settledFeeds(market),
    interestFeeds(market),
    candleFeeds(market),
    volumeFeeds(market),
  ].flat()
  const stream = venue.pushed && createPriceStream(market, venue.pushed, settings.url)
  return {
    name,
    title: venue.title,
    feeds,
    ...(stream && { stream }),
    async probe(signal) {
      const started = performance.now()
      await venue.ping(connection.call(signal))
      return { latency: Math.round(performance.now() - started), skew: connection.skew() }
    },
    budget: () => connection.left(),
    leftOut: market.leftOut,
    async close() {
      stream?.close()
      connection.close()
    },
  }
}

const EVERYWHERE = ['bitcoin', 'ethereum']

function marketOf(venue: Venue, connection: Connection, settings: SupplierSettings): Market {
  const known = new Set<'spot' | 'perp'>()
  const others = new Map<string, OtherClass>()
  const ofCoins: Market['ofCoins'] = (rows, label) =>
    rows.filter((row) => {
      if (row.other === undefined) others.delete(label(row))
      else others.set(label(row), row.other)
      return row.other === undefined
    })
  const now = () => {
    // Under a minute it is the network and the seconds that headers are cut to.
    const skew = connection.skew()
    return settings.now() + (skew < -MINUTE && skew > -HOUR ? skew : 0)
  }
  const listed: Market['listed'] = async (call, market, wanted) => {
    const read = market === 'spot' ? venue.spots : venue.perps
    let all: readonly Instrument[]
    try {
      all = nonEmpty(venue.name, 'instruments', (await read?.(call)) ?? [])
    } catch (error) {
      // A list that makes no sense, or has another shape, must not be kept for the day.
      connection.forget()
      throw error
    }
    known.add(market)
    const byAsset = new Map<string, Listed>()
    const assets = settings.assets()
    for (const instrument of ofCoins(all, ({ id }) => id)) {
      const meant = meantBy(venue.name, instrument.base, assets)
      if (!meant || (wanted && !wanted.includes(meant.asset))) continue
      const one = { ...instrument, ...meant }
      const other = byAsset.get(meant.asset)
      if (!other || before(one, other)) byAsset.set(meant.asset, one)
    }
    return [...byAsset.values()]
  }
  return {
    venue,
    sides: settings.sides ?? SIDES[venue.name] ?? 1,
    call: (signal) => connection.call(signal),
    listed,
    ofCoins,
    leftOut: () => [...others].map(([name, its]) => ({ name, class: its })),
    async reference(call, market, besides) {
      const all = await listed(call, market, EVERYWHERE)
      return all.find(({ id }) => !besides.includes(id))
    },
    listing: (market) => (known.has(market) ? 0 : (venue.listCalls ?? 1)),
    due: (from, to) => to - from >= 3 * DAY && to >= now() - DAY,
    now,
  }
}

/**
 * The ticker that a coin has now before one that it had, whatever it trades against: a renamed pair may be listed for years
 * after it stopped. Then the venue's own rank; then single coins before multiples of them, as they are what others trade.
 */
function before(a: Listed, b: Listed): boolean {
  const order =
    Number(a.renamed ?? false) - Number(b.renamed ?? false) || a.rank - b.rank || a.multiple - b.multiple
  return order < 0
}
