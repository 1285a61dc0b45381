/** The venue's own past of open interest by day: each row is dated by the instant that it was proved to stand for. */
import type { MidnightReading } from '#src/market/stamp.ts'
import { DAY, floorToDay, type Instant, isoOf } from '#src/market/time.ts'
import { createRows, RowFault } from '../rows.ts'
import type { Feed } from '../supplier.ts'
import type { Market } from './market.ts'
import { interestValues } from './interestnow.ts'
import { withinDepth } from './paging.ts'
import { contradictionOf, instantOfDay, isNearReading } from './stamps.ts'
import { hasRows, silence, unlessUnknown } from './nonempty.ts'
import type { InterestPastRow } from './venue.ts'

/**
 * Rows of midnights `from <= T < to`, dated by the day that ends there. Nothing is asked where it was not proved what instant a
 * row stands for. A row that lies more than 1 % from what the venue reported for that midnight before, read then or as a row that is on
 * record, is refused, and with it, where rows are on record, those of its page that nothing confirms.
 */
export function interestDailyFeed(market: Market): Feed | undefined {
  const { venue } = market
  const { interestDaily } = venue
  if (!interestDaily) return undefined
  return {
    name: 'interest.daily',
    tables: ['open_interest'],
    reach: 'past',
    ...(interestDaily.depthDays === undefined ? {} : { depthDays: interestDaily.depthDays }),
    cost: ({ assets = [], from, to }) =>
      assets.length * interestDaily.calls(to - from) + market.listing('perp'),
    async *fetch(asked, signal) {
      const { assets, from: first, to: end, stampedAt: at, stampedSince, readings, onRecord } = asked
      if (at === undefined) return
      const call = market.call(signal)
      // A row of the day that runs reports its beginning where rows stand for that, else nothing yet.
      const shift = at === 'end' ? DAY : 0
      const reach = Math.max(first - shift, stampedSince ?? Number.NEGATIVE_INFINITY)
      const whole = { from: reach, to: Math.min(end, market.now()) }
      const { from, to } = withinDepth(whole, interestDaily.depthDays, market.now())
      const all = await market.listed(call, 'perp', assets)
      const silent: string[] = []
      for (const { asset, ...instrument } of all) {
        // The midnight at which a page of the past ends is the next page's: its row is not awaited here.
        const last = floorToDay(end < market.now() ? end - 1 : to)
        let newest: number | undefined
        let isRefused = false
        if (to <= from) continue
        const known = [...(onRecord?.get(asset) ?? []), ...(readings?.get(asset) ?? [])]
        const valuesOf = ({ row, mark, markAfter }: InterestPastRow) =>
          interestValues(market, instrument, 'history', row, at === 'start' ? mark : markAfter)
        for await (const page of unlessUnknown(interestDaily.pages(call, instrument, { from, to }))) {
          const rows = createRows(`${venue.name} interest.daily`, market.now())
          const own = page.filter(({ time: label }) => {
            const isOver = at === 'start' || instantOfDay(label, at) <= market.now() || label > market.now()
            // Of a day that is not over its end cannot be reported.
            return label >= from && isOver
          })
          const held = own.map((one) => heldAgainst(known, instantOfDay(one.time, at), () => valuesOf(one)))
          // Where what was reported by this verdict is reported otherwise, it is not known what instant its neighbours stand for either.
          const isDoubted = onRecord?.has(asset) === true && held.includes('other')
          for (const [index, one] of own.entries()) {
            const time = instantOfDay(one.time, at)
            const isAccepted = rows.row(instrument.id, () => {
              if (floorToDay(time) !== time)
                throw new RowFault(`is dated ${isoOf(one.time)}, which is no midnight`)
              if (held[index] === 'other') throw new RowFault(contradictionOf(time))
              if (held[index] === 'new' && isDoubted)
                throw new RowFault(`of ${isoOf(time)} stands beside one that was reported otherwise before`)
              return {
                table: 'open_interest',
                of: { venue: venue.name, asset },
                time: time - DAY,
                values: valuesOf(one),
                source: venue.title,
              }
            })
            if (isAccepted) newest = Math.max(newest ?? time, time)
            else isRefused = true
          }
          yield rows.page()
        }
        if (newest !== undefined) {
          // A frozen venue has not reported what came since.
          yield {
            observations: [],
            refusals: [],
            through: { asset, time: newest >= last ? end : newest + 1 },
          }
          if (newest < last && first <= last && !isRefused) {
            const reason = `the row of ${isoOf(last)} is not reported yet`
            yield {
              observations: [],
              refusals: [{ where: `${venue.name} interest.daily ${instrument.id}`, reason }],
            }
          }
        } else if (!isRefused && market.due(from, to)) silent.push(instrument.id)
      }
      const hasOthers = async () => {
        const other = await market.reference(call, 'perp', silent)
        // Of the last days, whatever the range: what it reported for long ago ends with its depth, and that is no fault.
        const recent = { from: market.now() - 3 * DAY, to: market.now() }
        return other && hasRows(interestDaily.pages(call, other, recent), recent)
      }
      yield* silence(venue.name, 'open interest', { silent, of: all.length, hasOthers })
    },
  }
}

/** Whether a row is what was reported for its midnight before, something else, or the first that is reported for it. */
function heldAgainst(
  known: readonly MidnightReading[],
  midnight: Instant,
  read: () => ReturnType<typeof interestValues>,
): 'same' | 'other' | 'new' {
  const reported = known.filter(({ at }) => at === midnight)
  if (reported.length === 0) return 'new'
  try {
    const { open_interest_usd: usd, coins } = read()
    const row = { usd, ...(coins !== undefined && { coins }) }
    return reported.every((one) => isNearReading(row, one)) ? 'same' : 'other'
  } catch (error) {
    // A row that makes no sense is refused by itself.
    if (error instanceof RowFault) return 'new'
    throw error
  }
}
