/** Feeds of open interest: what it is now, and the venue's own daily past where it has one. */
import { DAY, floorToDay, HOUR } from '#src/market/time.ts'
import { ABOVE_0, createRows, RowFault } from '../rows.ts'
import type { Feed } from '../supplier.ts'
import type { Market } from './exchange.ts'
import { toUsd } from './interest.ts'
import { withinDepth } from './paging.ts'
import { byId, one, presentTime } from './rates.ts'
import { hasRows, silence, told, unlessUnknown } from './told.ts'

/** Figures are of one contract an asset, the venue's main one, so that the present continues the past. */
export function interestFeeds(market: Market): readonly Feed[] {
  const { venue } = market
  const { interest, interestDaily } = venue
  const usd = (kind: Parameters<typeof toUsd>[1], row: unknown, mark: unknown) => {
    const value = toUsd(venue.name, kind, row, mark)
    // Nobody holds anything: it is a market that is closed, or a fault; neither is a figure.
    if (!ABOVE_0.accepts(value)) throw new RowFault('open interest is 0')
    return { open_interest_usd: value }
  }
  const now: Feed[] = interest
    ? [
        {
          name: 'interest.now',
          tables: ['open_interest'],
          reach: 'now',
          cost: ({ assets = [] }) => interest.calls(assets.length) + market.listing('perp'),
          async *fetch({ assets }, signal) {
            const ask = market.ask(signal)
            const listed = await market.listed(ask, 'perp', assets)
            const rows = byId(listed, told(venue.name, 'open interest', await interest.read(ask, listed)))
            yield* one(market, 'interest.now', rows, ({ asset }, { kind, row, mark, time }) => ({
              table: 'open_interest',
              of: { venue: venue.name, asset },
              time: floorToDay(presentTime(time, market.now())),
              values: usd(kind, row, mark),
              source: venue.title,
            }))
          },
        },
      ]
    : []
  const daily: Feed[] = interestDaily
    ? [
        {
          name: 'interest.daily',
          tables: ['open_interest'],
          reach: 'past',
          ...(interestDaily.depthDays === undefined ? {} : { depthDays: interestDaily.depthDays }),
          cost: ({ assets = [], from, to }) =>
            assets.length * interestDaily.calls(to - from) + market.listing('perp'),
          async *fetch({ assets, from: first, to: end }, signal) {
            const ask = market.ask(signal)
            const whole = { from: first, to: Math.min(end, market.now()) }
            const { from, to } = withinDepth(whole, interestDaily.depthDays, market.now())
            const all = await market.listed(ask, 'perp', assets)
            const silent: string[] = []
            for (const { asset, ...instrument } of all) {
              let last: number | undefined
              let isRefused = false
              if (to <= from) continue
              for await (const page of unlessUnknown(interestDaily.pages(ask, instrument, { from, to }))) {
                const rows = createRows(`${venue.name} interest.daily`, market.now())
                for (const { time, row, mark } of page) {
                  if (time < from || (time >= to && time <= market.now())) continue
                  const isTold = rows.row(instrument.id, () => ({
                    table: 'open_interest',
                    of: { venue: venue.name, asset },
                    time: floorToDay(time),
                    values: usd('history', row, mark),
                    source: venue.title,
                  }))
                  if (isTold) last = Math.max(last ?? time, time)
                  else isRefused = true
                }
                yield rows.page()
              }
              if (last !== undefined) {
                // A venue that stands still has not told what came since.
                const time = to - last <= DAY + HOUR ? end : last + 1
                yield { observations: [], refusals: [], through: { asset, time } }
              } else if (!isRefused && market.due(from, to)) silent.push(instrument.id)
            }
            const tellsOthers = async () => {
              const other = await market.reference(ask, 'perp', silent)
              const last = { from: Math.max(from, to - 3 * DAY), to }
              return other && hasRows(interestDaily.pages(ask, other, last), last)
            }
            yield* silence(venue.name, 'open interest', { silent, of: all.length, tellsOthers })
          },
        },
      ]
    : []
  return [...now, ...daily]
}
