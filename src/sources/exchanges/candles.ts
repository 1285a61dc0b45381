/** Feeds of daily and hourly candles, USD per one coin; a candle that is not over is dropped. */
import { DAY, HOUR } from '#src/market/time.ts'
import { ABOVE_0, createRows, FROM_0, numberOf, optionalNumber, RowFault, type Rows } from '../rows.ts'
import type { Feed } from '../supplier.ts'
import type { Listed, Market } from './exchange.ts'
import { withinDepth } from './paging.ts'
import { hasRows, silence, unlessUnknown } from './told.ts'
import type { CandleRow } from './venue.ts'

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
      async *fetch({ assets, from: first, to: end }, signal) {
        const ask = market.ask(signal)
        // Nothing that opens later than this is over.
        const over = market.now() - length
        const whole = { from: first, to: Math.min(end, over + 1) }
        const { from: kept, to } = withinDepth(whole, past.depthDays, market.now())
        const from = Math.ceil(kept / length) * length
        const all = await market.listed(ask, candles.market, assets)
        const silent: string[] = []
        for (const listed of all) {
          if (to <= from) continue
          const seen = new Set<number>()
          for await (const page of unlessUnknown(past.pages(ask, listed, { from, to }))) {
            const rows = createRows(`${market.venue.name} candles.${size}`, market.now())
            for (const row of page) {
              // The candle that runs now comes with the others: it is no fault, and no candle yet.
              if (row.time < from || seen.has(row.time)) continue
              if (row.time <= market.now() && (row.time >= end || row.time > over)) continue
              seen.add(row.time)
              observe(rows, market, listed, row, length)
            }
            yield rows.page()
          }
          // What is over has a candle: nothing is taken for told that was not, or it would never be asked for again.
          const last = Math.max(...[...seen].filter((time) => time <= over))
          if (seen.size === 0) silent.push(listed.id)
          const time = last + length > over ? to : last + length
          if (Number.isFinite(last)) {
            yield { observations: [], refusals: [], through: { asset: listed.asset, time } }
          }
        }
        const tellsOthers = async () => {
          const other = await market.reference(ask, candles.market, silent)
          const last = { from: Math.max(from, to - 3 * length), to }
          return other && hasRows(past.pages(ask, other, last), last)
        }
        const stale = !market.due(from, to)
        yield* silence(market.venue.name, 'candles', { silent, of: all.length, stale, tellsOthers })
      },
    }
  }
  return [feed('daily', DAY), feed('hourly', HOUR)]
}

function observe(rows: Rows, { venue }: Market, listed: Listed, row: CandleRow, length: number): void {
  rows.row(listed.id, () => {
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
