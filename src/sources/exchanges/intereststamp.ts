/** What instant the venue's daily rows stand for, found out from eight days of its daily and hourly rows. */
import type { Observation } from '#src/market/observation.ts'
import { DAY, floorToDay } from '#src/market/time.ts'
import { RowFault } from '../rows.ts'
import { type Feed, SupplierError } from '../supplier.ts'
import type { Call } from './connection.ts'
import type { Listed, Market } from './market.ts'
import { interestValues } from './interestnow.ts'
import type { Range } from './paging.ts'
import { PROOF_DAYS, proveStamp, type StampedRow } from './stamps.ts'
import { unlessUnknown } from './nonempty.ts'
import type { InterestPastRow, Past } from './venue.ts'

export function interestStampFeed(market: Market): Feed | undefined {
  const { venue } = market
  const { interestDaily, interestHourly } = venue
  if (!interestDaily || !interestHourly) return undefined
  return {
    name: 'interest.stamp',
    tables: ['interest_stamp'],
    reach: 'now',
    cost: ({ assets = [] }) =>
      assets.length * (interestDaily.calls(SPAN) + interestHourly.calls(SPAN)) + market.listing('perp'),
    async *fetch({ assets, readings }, signal) {
      const call = market.call(signal)
      const listed = await market.listed(call, 'perp', assets)
      const today = floorToDay(market.now())
      const range = { from: today - PROOF_DAYS * DAY, to: Math.max(today + 1, market.now()) }
      const stamped = []
      for (const instrument of listed) {
        const [days, hours] = [
          await rowsOf(market, call, instrument, interestDaily, range),
          await rowsOf(market, call, instrument, interestHourly, range),
        ]
        stamped.push({ days, hours, readings: readings?.get(instrument.asset) ?? [] })
      }
      if (stamped.every(({ days }) => days.length === 0)) {
        throw new SupplierError({
          supplier: venue.name,
          fault: 'empty',
          detail: 'no open interest was reported by day',
        })
      }
      const { at, agreed, ...counts } = proveStamp(stamped, today)
      const one: Observation = {
        table: 'interest_stamp',
        of: { venue: venue.name },
        time: market.now(),
        values: {
          days: counts.days,
          start: counts.start,
          end: counts.end,
          contradicted: counts.contradicted,
        },
        text: { at, agreed: String(agreed) },
        source: venue.title,
      }
      yield { observations: [one], refusals: [] }
    },
  }
}

const SPAN = (PROOF_DAYS + 1) * DAY

/** Rows that make sense. */
async function rowsOf(
  market: Market,
  call: Call,
  instrument: Listed,
  past: Past<InterestPastRow>,
  range: Range,
): Promise<readonly StampedRow[]> {
  const rows: StampedRow[] = []
  for await (const page of unlessUnknown(past.pages(call, instrument, range))) {
    for (const reported of page) {
      const row = stampedRow(market, instrument, reported)
      if (row && reported.time >= range.from) rows.push(row)
    }
  }
  return rows
}

/** Undefined where it makes no sense. Coins need no price; what they are worth is left open where there is none. */
function stampedRow(
  market: Market,
  instrument: Listed,
  { time, row, mark, markAfter }: InterestPastRow,
): StampedRow | undefined {
  const valuesAt = (price: unknown) => {
    try {
      return interestValues(market, instrument, 'history', row, price)
    } catch (error) {
      if (error instanceof RowFault) return undefined
      throw error
    }
  }
  const coins = valuesAt(1)?.coins
  const [start, end] = [valuesAt(mark)?.open_interest_usd, valuesAt(markAfter)?.open_interest_usd]
  if (coins === undefined && start === undefined && end === undefined) return undefined
  return {
    time,
    ...(coins !== undefined && { coins }),
    usd: { ...(start !== undefined && { start }), ...(end !== undefined && { end }) },
  }
}
