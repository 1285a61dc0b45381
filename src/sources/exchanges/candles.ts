/** Feeds of daily and hourly candles, USD per one coin; a candle that the venue does not show to be over is dropped. */
import { DAY, HOUR, type Instant, isoOf } from '#src/market/time.ts'
import { ABOVE_0, createRows, FROM_0, numberOf, optionalNumber, RowFault, type Rows } from '../rows.ts'
import { type Feed, type FeedQuery, type Page, SupplierError } from '../supplier.ts'
import type { Call } from './connection.ts'
import type { Listed, Market } from './market.ts'
import { onceEach, partOver } from './over.ts'
import { type Range, withinDepth } from './paging.ts'
import { hasRows, silence, unlessUnknown } from './nonempty.ts'
import type { CandleRow, Past } from './venue.ts'

export function candleFeeds(market: Market): readonly Feed[] {
  const { candles } = market.venue
  if (!candles) return []
  const feed = (size: 'daily' | 'hourly', length: number): Feed => {
    const past = candles[size]
    return {
      name: `candles.${size}`,
      tables: [size === 'daily' ? 'prices_daily' : 'prices_hourly'],
      reach: 'past',
      ...(past.depthDays === undefined ? {} : { depthDays: past.depthDays }),
      cost: ({ assets = [], from, to }) =>
        assets.length * past.calls(to - from) + market.listing(candles.market),
      fetch: (query, signal) => fetchCandles(market, { past, size, length }, query, signal),
    }
  }
  return [feed('daily', DAY), feed('hourly', HOUR)]
}

interface Size {
  readonly past: Past<CandleRow>
  readonly size: 'daily' | 'hourly'
  readonly length: number
}

async function* fetchCandles(
  market: Market,
  { past, size, length }: Size,
  { assets, from: first, to: end }: FeedQuery,
  signal?: AbortSignal,
): AsyncGenerator<Page> {
  const { venue } = market
  const call = market.call(signal)
  const spots = venue.candles?.market ?? 'spot'
  // Nothing that opens later than this is over.
  const over = market.now() - length
  const whole = { from: first, to: Math.min(end, over + 1) }
  const { from: kept, to } = withinDepth(whole, past.depthDays, market.now())
  const from = Math.ceil(kept / length) * length
  // Beyond what is wanted, as a later candle proves the last one to be over.
  const range = { from, to: Math.min(to + length, market.now() + 1) }
  const all = await market.listed(call, spots, assets)
  const silent: string[] = []
  const behind: string[] = []
  const newest = Math.floor((to - 1) / length) * length
  for (const listed of all) {
    if (to <= from) continue
    const reported = yield* candlesOf(market, listed, { past, size, length }, { call, range, end, over })
    if (!reported.any) silent.push(listed.id)
    // What is over has a candle: nothing is taken for reported that was not, or it would never be asked for again.
    const { last } = reported
    if (!reported.any || last < newest) behind.push(listed.id)
    const time = last + length > over ? to : last + length
    if (Number.isFinite(last))
      yield { observations: [], refusals: [], through: { asset: listed.asset, time } }
  }
  const hasOthers = async (besides: readonly string[], last: Range) => {
    const other = await market.reference(call, spots, besides)
    return other && hasRows(past.pages(call, other, last), last)
  }
  const stale = !market.due(from, to)
  const lately = { from: Math.max(from, to - 3 * length), to }
  yield* silence(venue.name, 'candles', {
    ...{ silent, of: all.length, stale },
    hasOthers: () => hasOthers(silent, lately),
  })
  // All that were asked end too early: the venue itself stands still, unless another of its markets goes on.
  if (behind.length > 0 && behind.length === all.length && silent.length < all.length) {
    const goesOn = await hasOthers(behind, { from: newest, to: range.to })
    if (goesOn ?? all.length === 1) return
    const detail = `no candle of ${isoOf(newest)} is over by its own account`
    throw new SupplierError({ supplier: venue.name, fault: 'stale', detail })
  }
}

interface PageEnd {
  /** Whether the venue reported any candle that counts as over by our clock. */
  readonly any: boolean
  /** Opening time of the last candle that was accepted; -Infinity where none was. */
  readonly last: Instant
}

async function* candlesOf(
  market: Market,
  listed: Listed,
  { past, size, length }: Size,
  asked: { readonly call: Call; readonly range: Range; readonly end: Instant; readonly over: Instant },
): AsyncGenerator<Page, PageEnd> {
  const { call, range, end, over } = asked
  const seen = new Set<number>()
  let last = Number.NEGATIVE_INFINITY
  let open: readonly CandleRow[] = []
  const pageOf = (rows: readonly CandleRow[]): Page => {
    const page = createRows(`${market.venue.name} candles.${size}`, market.now())
    const { alike, apart } = onceEach(rows.filter(({ time }) => !seen.has(time)))
    for (const { time } of rows) seen.add(time)
    for (const { time } of apart) page.refuse(listed.id, `${shownTime(time)} was reported in several ways`)
    for (const row of alike) {
      if (observe(page, market, listed, row, length)) last = Math.max(last, row.time)
    }
    return page.page()
  }
  // The candle that runs now comes with the others: it is no fault, and no candle yet.
  const isWanted = ({ time }: CandleRow) =>
    time > market.now() || Number.isNaN(time) || (time >= range.from && time < end && time <= over)
  for await (const page of unlessUnknown(past.pages(call, listed, range))) {
    const parted = partOver([...open, ...page], { length, now: market.now() })
    open = parted.open
    yield pageOf(parted.over.filter(isWanted))
  }
  let unproved = open.filter(isWanted)
  const { latest } = market.venue.candles ?? {}
  if (latest && unproved.length > 0) {
    const proved = partOver(unproved, { length, now: market.now(), latest: await latest(call) })
    yield pageOf(proved.over)
    unproved = [...proved.open]
  }
  const refused = createRows(`${market.venue.name} candles.${size}`, market.now())
  for (const row of unproved) {
    if (row.time > market.now() || Number.isNaN(row.time)) observe(refused, market, listed, row, length)
    else refused.refuse(listed.id, `${shownTime(row.time)} is not over by the venue's own account`)
  }
  if (unproved.length > 0) yield refused.page()
  return { any: seen.size > 0 || unproved.length > 0, last }
}

function shownTime(time: Instant): string {
  return Number.isFinite(time) ? isoOf(time) : 'a row without a time'
}

/** Whether it was accepted. */
function observe(rows: Rows, { venue }: Market, listed: Listed, row: CandleRow, length: number): boolean {
  return rows.row(listed.id, () => {
    if (row.time % length !== 0) throw new RowFault('does not open at the full hour or day in UTC')
    const price = (name: 'open' | 'high' | 'low' | 'close') =>
      numberOf(name, row[name], ABOVE_0) / listed.multiple
    const [open, high, low, close] = [price('open'), price('high'), price('low'), price('close')]
    if (high < Math.max(open, close, low) || low > Math.min(open, close)) {
      throw new RowFault(`high ${high} and low ${low} do not hold open and close`)
    }
    const volume = optionalNumber('volume', row.volume, FROM_0)
    return {
      table: length === DAY ? 'prices_daily' : 'prices_hourly',
      of: { asset: listed.asset },
      time: row.time,
      values: { close, open, high, low, ...(volume === undefined ? {} : { volume_usd: volume }) },
      source: venue.title,
    }
  })
}
