/** Any venue as a Supplier: which feeds it has, by what its file tells. */
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import type { Feed, LeftOut, Supplier, SupplierSettings } from '../supplier.ts'
import { candleFeeds } from './candles.ts'
import type { OtherClass } from './classes.ts'
import { type Ask, type Connection, createConnection } from './connection.ts'
import { interestFeeds } from './interestfeeds.ts'
import { nextFeeds, priceFeeds, settledFeeds } from './rates.ts'
import { meantBy } from './symbols.ts'
import { told } from './told.ts'
import type { Instrument, Venue } from './venue.ts'
import { volumeFeeds } from './volumes.ts'

/** What the feeds of one venue share. */
export interface Market {
  readonly venue: Venue
  ask(signal?: AbortSignal): Ask
  /** Instruments that stand for assets of ours, one an asset; among `assets` alone where they are named. */
  listed(ask: Ask, market: 'spot' | 'perp', assets?: readonly string[]): Promise<readonly Listed[]>
  /** What is traded wherever anything is, other than the named instruments: what a venue that is well tells of. */
  reference(ask: Ask, market: 'spot' | 'perp', besides: readonly string[]): Promise<Listed | undefined>
  /** The rows that are of coins; what the others are is kept, to be named as left out. */
  ofCoins<Row extends Labelled>(rows: readonly Row[], label: (row: Row) => string): readonly Row[]
  /** What no figure counts, as it is no crypto. */
  leftOut(): readonly LeftOut[]
  /**
   * Calls that the list of instruments will cost: none once it was told. That it is renewed a day later is not counted:
   * it would make a cheap feed of the present a dear one, which is asked for once a day alone.
   */
  listing(market: 'spot' | 'perp'): number
  /** Whether a range is long and recent enough that whatever is traded must have rows in it. */
  due(from: number, to: number): boolean
  /** Ours, or the venue's where that is behind: nothing is finished before both say so. */
  now(): number
}

/** Says what it is where it is no coin. */
interface Labelled {
  readonly other?: OtherClass | undefined
}

export interface Listed extends Instrument {
  readonly asset: string
  readonly multiple: number
  /** By a ticker that the asset had before. */
  readonly renamed?: true
}

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
  return {
    name,
    title: venue.title,
    feeds,
    async probe(signal) {
      const started = performance.now()
      await venue.ping(connection.ask(signal))
      return { latency: Math.round(performance.now() - started), skew: connection.skew() }
    },
    budget: () => connection.left(),
    leftOut: market.leftOut,
    async close() {
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
  const listed: Market['listed'] = async (ask, market, wanted) => {
    const read = market === 'spot' ? venue.spots : venue.perps
    const all = (await read?.(ask)) ?? []
    // A list that makes no sense must not be kept for the day.
    if (all.length === 0) connection.forget()
    told(venue.name, 'instruments', all)
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
    ask: (signal) => connection.ask(signal),
    listed,
    ofCoins,
    leftOut: () => [...others].map(([name, its]) => ({ name, class: its })),
    async reference(ask, market, besides) {
      const all = await listed(ask, market, EVERYWHERE)
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
