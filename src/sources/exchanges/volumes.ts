/**
 * Feeds of a venue's volume. Venues report only the last 24 hours of all pairs: asked soon after 00:00 UTC that is the
 * day before, so at other hours nothing is reported, and the row says until when its 24 hours ran.
 */
import { DAY, floorToDay, HOUR, isoOf, MINUTE } from '#src/market/time.ts'
import { ABOVE_0, createRows, FROM_0, notStale, numberOf } from '../rows.ts'
import { type Feed, type FeedName, type Page, SupplierError } from '../supplier.ts'
import type { OtherClass } from './classes.ts'
import type { Market } from './market.ts'
import { instantOf, nonEmpty } from './nonempty.ts'
import type { PairRow } from './venue.ts'

export function volumeFeeds(market: Market): readonly Feed[] {
  const { spotVolume, perpVolume, name } = market.venue
  const feeds: Feed[] = []
  if (spotVolume) {
    feeds.push(
      feed(market, 'volume.spot', spotVolume.calls, async (signal, refuse) => {
        const pairs = nonEmpty(name, 'pairs', await spotVolume.read(market.call(signal)))
        ofToday(market, 'spot volume', pairs)
        const coins = counting(market, pairs, ({ base, quote }) => `${base}/${quote}`, refuse)
        return whole(name, coins.length, refuse, (refused) => usdOfPairs(coins, refused))
      }),
    )
  }
  if (perpVolume) {
    feeds.push(
      feed(market, 'volume.perp', perpVolume.calls, async (signal, refuse) => {
        const rows = nonEmpty(name, 'volumes', await perpVolume.read(market.call(signal)))
        ofToday(market, 'volume of perpetuals', rows)
        const coins = counting(market, rows, ({ id }) => id, refuse)
        return whole(name, coins.length, refuse, (refused) =>
          coins.map(({ id, volume }) => counted(id, volume, refused)).reduce((sum, one) => sum + one, 0),
        )
      }),
    )
  }
  return feeds
}

/** Rows of coins; those that a venue marks as nothing that we know are refused by name, as the mark may be new. */
function counting<Row extends { readonly other?: OtherClass | undefined }>(
  market: Market,
  rows: readonly Row[],
  label: (row: Row) => string,
  refuse: Refuse,
): readonly Row[] {
  for (const row of rows) {
    if (row.other === 'unknown') refuse(label(row), 'its class is one that we do not know: it is left out')
  }
  return market.ofCoins(rows, label)
}

/** How long after 00:00 UTC the last 24 hours still stand for the day before. */
export const LATEST = 6 * HOUR

type Refuse = (label: string, reason: string) => void

function feed(
  market: Market,
  name: Extract<FeedName, 'volume.spot' | 'volume.perp'>,
  calls: number,
  usd: (signal: AbortSignal | undefined, refuse: Refuse) => Promise<number>,
): Feed {
  const { venue } = market
  const table = name === 'volume.spot' ? 'spot_volume' : 'perp_volume'
  return {
    name,
    tables: [table],
    reach: 'now',
    cost: () => calls,
    async *fetch(_, signal): AsyncGenerator<Page> {
      const now = market.now()
      const rows = createRows(`${venue.name} ${name}`, now)
      const today = floorToDay(now)
      // Later they are no UTC day.
      if (now - today > LATEST) {
        yield rows.page()
        return
      }
      const sum = await usd(signal, rows.refuse)
      rows.row('all pairs', () => ({
        table,
        of: { venue: venue.name },
        time: today - DAY,
        values: { volume_usd: numberOf('volume', sum, ABOVE_0) },
        text: { basis: `24 hours until ${isoOf(now)}` },
        source: venue.title,
      }))
      yield rows.page()
    },
  }
}

/** A share of rows that a sum may lack: some markets are always broken; of more, their size is unknown. */
const LACKING = 0.01
/** What no sum may lack: it is most of a venue's turnover. */
const LARGEST = /^(XXBT|XBT|BTC|XETH|ETH)(?![A-Z0-9])|^(XXBT|XBT|BTC|XETH|ETH)Z?(USD|PERP)/

/** The sum, unless too much of it was refused: then SupplierError, so that it is asked for again. */
function whole(supplier: string, count: number, refuse: Refuse, sum: (refuse: Refuse) => number): number {
  const refused: string[] = []
  const value = sum((label, reason) => {
    if (reason !== UNPRICED) refused.push(label)
    refuse(label, reason)
  })
  if (refused.length <= count * LACKING && !refused.some((label) => LARGEST.test(label))) return value
  const detail = `${refused.length} of ${count} volumes make no sense, ${refused[0]} among them`
  throw new SupplierError({ supplier, fault: 'malformed', detail })
}

/** Throws SupplierError where the youngest 24 hours ran out a while ago (`stale`), or are not over (`malformed`); venues that do not say are believed. */
function ofToday({ venue, now }: Market, what: string, rows: readonly { readonly time?: unknown }[]): void {
  const ends = rows.map(({ time }) => instantOf(time)).filter((time) => Number.isFinite(time) && time > 0)
  if (ends.length === 0) return
  const newest = ends.reduce((a, b) => Math.max(a, b))
  if (newest > now() + 5 * MINUTE) {
    const detail = `the ${what} of 24 hours ends at ${isoOf(newest)}, which is to come`
    throw new SupplierError({ supplier: venue.name, fault: 'malformed', detail })
  }
  notStale(venue.name, `the ${what} of 24 hours`, { newest, now: now(), longest: HOUR })
}

const DOLLARS = [
  'USDT',
  'USDC',
  'USD',
  'FDUSD',
  'TUSD',
  'BUSD',
  'DAI',
  'USDE',
  'USD1',
  'USDS',
  'PYUSD',
  'USDG',
]

const UNPRICED = 'pairs in it are left out: it has no price in USD'

/** Sum in USD: each quote is priced by the venue's own pairs; a quote without a price is left out, and named. */
export function usdOfPairs(pairs: readonly PairRow[], refuse: Refuse): number {
  const prices = new Map(DOLLARS.map((dollar) => [dollar, 1]))
  for (const { base, quote, last } of pairs) {
    const price = Number(last)
    if (!(price > 0) || !Number.isFinite(price)) continue
    if (DOLLARS.includes(quote) && !prices.has(base)) prices.set(base, price)
    if (DOLLARS.includes(base) && !prices.has(quote)) prices.set(quote, 1 / price)
  }
  let sum = 0
  const unpriced = new Set<string>()
  for (const { base, quote, volume } of pairs) {
    const price = prices.get(quote)
    if (price === undefined) unpriced.add(quote)
    else sum += price * counted(`${base}/${quote}`, volume, refuse)
  }
  if (unpriced.size > 0) refuse([...unpriced].sort().join(', '), UNPRICED)
  return sum
}

function counted(label: string, volume: unknown, refuse: Refuse): number {
  try {
    return numberOf('volume', volume, FROM_0)
  } catch (error) {
    refuse(label, error instanceof Error ? error.message : String(error))
    return 0
  }
}
