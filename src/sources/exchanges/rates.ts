/** Feeds of prices now, funding to come and funding that settled. */
import type { Observation } from '#src/market/observation.ts'
import { DAY, HOUR, type Instant, isoOf, MINUTE } from '#src/market/time.ts'
import { ABOVE_0, createRows, numberOf, optionalNumber, RowFault } from '../rows.ts'
import { type Feed, type FeedQuery, type Page, SupplierError } from '../supplier.ts'
import type { Listed, Market } from './market.ts'
import { intervalsOf, settledAt } from './intervals.ts'
import { withinDepth } from './paging.ts'
import { hasRows, silence, nonEmpty, unlessUnknown } from './nonempty.ts'
import type { NextRow, PriceRow, SettledRow } from './venue.ts'

export function priceFeeds(market: Market): readonly Feed[] {
  const { venue } = market
  const { prices } = venue
  if (!prices) return []
  const dated = datedByChange()
  return [
    {
      name: 'prices',
      tables: ['prices_now'],
      reach: 'now',
      cost: ({ assets = [] }) => prices.calls(assets.length) + market.listing(prices.market ?? 'perp'),
      async *fetch({ assets, live }, signal) {
        const call = market.call(signal)
        const listed = await market.listed(call, prices.market ?? 'perp', assets)
        const reported =
          live && prices.readUndated
            ? dated(await prices.readUndated(call), market.now())
            : await prices.read(call, listed)
        const rows = byId(listed, nonEmpty(venue.name, 'prices', reported))
        yield* one(market, 'prices', rows, priceIn(market))
      },
    },
  ]
}

/** Dates whole lists by when they last changed: one in which no price of a venue moved in a minute has stopped. */
function datedByChange(): (rows: readonly PriceRow[], now: Instant) => readonly PriceRow[] {
  let [before, time] = ['', 0]
  return (rows, now) => {
    const prices = rows.map(({ price }) => String(price)).join(' ')
    if (prices !== before) [before, time] = [prices, now]
    return rows.map((row) => ({ ...row, time }))
  }
}

/** Rows of prices as one page; what makes no sense is refused alone. */
export function pricesOf(market: Market, rows: readonly (readonly [Listed, PriceRow])[]): Page {
  const page = createRows(`${market.venue.name} prices`, market.now())
  const read = priceIn(market)
  for (const [listed, row] of rows) page.row(row.id, () => read(listed, row))
  return page.page()
}

function priceIn(market: Market) {
  const { name, title } = market.venue
  return ({ asset, multiple }: Listed, { price, time }: PriceRow): Observation => ({
    table: 'prices_now',
    of: { venue: name, asset },
    time: presentTime(time, market.now(), LATELY),
    values: { price: numberOf('price', price, ABOVE_0) / multiple },
    source: title,
  })
}

export function nextFeeds(market: Market): readonly Feed[] {
  const { venue } = market
  const { next } = venue
  if (!next) return []
  return [
    {
      name: 'funding.next',
      tables: ['funding_next'],
      reach: 'now',
      cost: ({ assets = [] }) => next.calls(assets.length) + market.listing('perp'),
      async *fetch({ assets }, signal) {
        const call = market.call(signal)
        const listed = await market.listed(call, 'perp', assets)
        const rows = byId(listed, nonEmpty(venue.name, 'funding rates', await next.read(call, listed)))
        yield* one(market, 'funding.next', rows, ({ asset, intervalHours }, row) => {
          presentTime(row.time, market.now(), LATELY)
          const at = row.at === undefined ? following(market, row) : numberOf('settlement', row.at, ABOVE_0)
          // A settlement long past belongs to a market that is closed; one far off to none that we know.
          if (at < market.now() - HOUR) throw new RowFault(PASSED)
          if (at > market.now() + LONGEST) throw new RowFault('its settlement lies more than a day ahead')
          const hours = optionalNumber('interval', row.intervalHours ?? intervalHours, ABOVE_0)
          return {
            table: 'funding_next',
            of: { venue: venue.name, asset },
            time: settledAt(at),
            values: {
              rate: numberOf('rate', row.rate, RATE),
              ...(hours === undefined ? {} : { interval_hours: hours }),
            },
            source: venue.title,
          }
        })
      },
    },
  ]
}

export function settledFeeds(market: Market): readonly Feed[] {
  const { venue } = market
  const { settled } = venue
  if (!settled) return []
  return [
    {
      name: 'funding.settled',
      tables: ['funding'],
      reach: 'past',
      ...(settled.depthDays === undefined ? {} : { depthDays: settled.depthDays }),
      cost: ({ assets = [], from, to }) =>
        assets.length * settled.calls(to - from + BEFORE) + market.listing('perp'),
      async *fetch(wanted, signal) {
        const call = market.call(signal)
        const all = await market.listed(call, 'perp', wanted.assets)
        const silent: string[] = []
        for (const listed of all) {
          // Two more settlements show how long the first interval was.
          const whole = { from: wanted.from - BEFORE, to: Math.min(wanted.to, market.now()) }
          const range = withinDepth(whole, settled.depthDays, market.now())
          if (range.to <= Math.max(range.from, wanted.from)) continue
          const pages = unlessUnknown(settled.pages(call, listed, range))
          const { last, any, next } = yield* settlements(market, listed, wanted, pages)
          if (!any) silent.push(listed.id)
          // A frozen venue has not reported what settled since.
          if (last !== undefined && range.to - last < LATE) {
            yield { observations: [], refusals: [], through: { asset: listed.asset, time: wanted.to } }
          }
          if (next !== undefined && next + MINUTE < range.to) {
            const reason = `the settlement of ${isoOf(next)} is not reported yet`
            yield { observations: [], refusals: [{ where: `${venue.name} funding ${listed.id}`, reason }] }
          }
        }
        const hasOthers = async () => {
          const other = await market.reference(call, 'perp', silent)
          const last = { from: Math.max(wanted.from, market.now() - DAY) - BEFORE, to: market.now() }
          return other && hasRows(settled.pages(call, other, last), last)
        }
        const stale = !market.due(wanted.from, market.now())
        yield* silence(venue.name, 'settlements', { silent, of: all.length, stale, hasOthers })
      },
    },
  ]
}

/** The next full interval in UTC, for venues that settle by the clock and do not say when. */
function following(market: Market, { intervalHours }: NextRow): Instant {
  const length = numberOf('interval', intervalHours, ABOVE_0) * HOUR
  return (Math.floor(market.now() / length) + 1) * length
}

/** Wherever a rate is 10 % an interval or more, it is no rate but percent or another unit. */
const RATE = { accepts: (rate: number) => Math.abs(rate) < 0.1, words: 'within -0.1 to 0.1' }
const LONGEST = 25 * HOUR
const BEFORE = 16 * HOUR
/** No venue settles less often than every eight hours. */
const LATE = 9 * HOUR

interface Settled {
  /** The last settlement that made sense: what was refused after it is asked for again. */
  readonly last?: Instant | undefined
  /** Whether anything was reported, sensible or not. */
  readonly any: boolean
  /** When the one after the last settles, by the interval before it; undefined where that is not known. */
  readonly next?: Instant | undefined
}

async function* settlements(
  market: Market,
  { asset, id }: Listed,
  { from, to }: FeedQuery,
  pages: AsyncIterable<readonly SettledRow[]>,
): AsyncGenerator<Page, Settled> {
  const { venue } = market
  let known: readonly Instant[] = []
  let any = false
  let last: Instant | undefined
  let hours: number | undefined
  for await (const page of pages) {
    const rows = createRows(`${venue.name} funding`, market.now())
    const reported = page
      .map((row) => ({ ...row, time: settledAt(row.time) }))
      .toSorted((a, b) => a.time - b.time || 0)
    const distinct = [...new Set([...known, ...reported.map(({ time }) => time).filter(Number.isFinite)])]
    const intervals = new Map(distinct.map((time, index) => [time, intervalsOf(distinct)[index]] as const))
    const seen = new Set(known)
    for (const [time, group] of Map.groupBy(reported, (row) => row.time)) {
      if (seen.has(time)) continue
      const { rate, intervalHours = intervals.get(time) } = group[0] as SettledRow
      const isWanted = time >= from && (time < to || time > market.now())
      if (new Set(group.map((one) => String(one.rate))).size > 1) {
        if (isWanted) rows.refuse(id, `the settlement of ${isoOf(time)} was reported in several ways`)
        continue
      }
      const read = () => ({
        table: 'funding' as const,
        of: { venue: venue.name, asset },
        time,
        values: {
          rate: numberOf('rate', rate, RATE),
          ...(intervalHours === undefined ? {} : { interval_hours: intervalHours }),
        },
        source: venue.title,
      })
      // Of those before, the time alone is wanted: it shows how long the first interval was.
      const isAccepted = isWanted || Number.isNaN(time) ? rows.row(id, read) : time < from
      if (isAccepted) [last, hours] = [Math.max(last ?? time, time), intervalHours]
      any = true
    }
    known = distinct.slice(-3)
    const through = last === undefined ? from : Math.min(last, to)
    yield rows.page(last !== undefined && through >= from ? { through: { asset, time: through } } : {})
  }
  const next = last === undefined || hours === undefined ? undefined : last + hours * HOUR
  return { last, any, next }
}

/** Rows of the present as one page; what makes no sense is refused alone. */
export async function* one<Row extends { readonly id: string }>(
  market: Market,
  what: string,
  rows: readonly (readonly [Listed, Row])[],
  read: (listed: Listed, row: Row) => Observation | readonly Observation[],
): AsyncGenerator<Page> {
  const page = createRows(`${market.venue.name} ${what}`, market.now())
  for (const [listed, row] of rows) page.row(row.id, () => read(listed, row))
  const reported = page.page()
  // Yesterday's answer, from a cache or a venue that stands still, is no present.
  if (reported.observations.length === 0 && reported.refusals.some(({ reason }) => OLD.includes(reason))) {
    const detail = `${what}: ${reported.refusals[0]?.reason}`
    throw new SupplierError({ supplier: market.venue.name, fault: 'stale', detail })
  }
  yield reported
}

const PASSED = 'its settlement has passed'
const DAY_OLD = 'was reported more than a day ago'
const HOURS_OLD = 'was reported more than two hours ago'
const OLD = [PASSED, DAY_OLD, HOURS_OLD]
/** Prices and rates to come are renewed by the second: hours old, they are no present. */
export const LATELY = 2 * HOUR

/** Rows of instruments that stand for an asset; the others are no asset of ours. */
export function byId<Row extends { readonly id: string }>(
  listed: readonly Listed[],
  rows: readonly Row[],
): readonly (readonly [Listed, Row])[] {
  const known = new Map(listed.map((instrument) => [instrument.id, instrument]))
  return rows.flatMap((row) => {
    const instrument = known.get(row.id)
    return instrument ? [[instrument, row] as const] : []
  })
}

/** When a row of the present was reported; a day old, or as old as `longest` says, it is not the present. */
export function presentTime(time: unknown, now: number, longest: typeof LATELY | typeof DAY = DAY): Instant {
  if (time === undefined) return now
  const at = numberOf('time', time, ABOVE_0)
  if (at < now - longest) throw new RowFault(longest === DAY ? DAY_OLD : HOURS_OLD)
  return at
}
