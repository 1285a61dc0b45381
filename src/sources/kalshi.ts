/**
 * Kalshi: what its markets give each outcome of the next decisions of the Federal Reserve.
 *
 * Root `https://api.elections.kalshi.com/trade-api/v2`, no key for market data.
 * - `GET /markets?series_ticker=KXFEDDECISION&status=open&limit=200`: `markets[]` of `ticker`
 *   (`KXFEDDECISION-25DEC-C25`: year, month, and C25, C26 a cut, H0 none, H25, H26 a hike), `yes_bid`, `yes_ask`,
 *   `last_price` in cents, or as texts in dollars `yes_bid_dollars`, `yes_ask_dollars`, `last_price_dollars`; `cursor`.
 */
import type { RateOutcome } from '#src/market/macro.ts'
import type { Observation } from '#src/market/observation.ts'
import { dayOf, startOfDay } from '#src/market/time.ts'
import { createClient, probeOf } from './client.ts'
import { meetingIn } from './meetings.ts'
import { createRows, fieldOf, listOf, numberOf, optionalNumber, RowFault, SHARE, textOf } from './rows.ts'
import { type Page, type Supplier, SupplierError, type SupplierSettings } from './supplier.ts'

const NAME = 'kalshi'
const SOURCE = 'Kalshi'
const QUERY = { series_ticker: 'KXFEDDECISION', status: 'open', limit: 200 }
const TICKER = /^[A-Z]+-(\d{2})([A-Z]{3})-([CH])(\d+)$/
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
/** A wider gap between bid and ask says nothing; then the last trade stands. */
const WIDEST = 0.1

export function createKalshi(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://api.elections.kalshi.com/trade-api/v2',
    settings,
    calls: 10,
    per: 1000,
  })
  return {
    name: NAME,
    title: SOURCE,
    attribution: { text: 'Odds by Kalshi', url: 'https://kalshi.com' },
    feeds: [
      {
        name: 'odds',
        tables: ['rate_odds'],
        reach: 'now',
        cost: () => 1,
        async *fetch(_, signal) {
          const { body } = await client.get('/markets', QUERY, signal)
          yield oddsIn(body, settings.now())
        },
      },
    ],
    async probe(signal) {
      return probeOf(await client.get('/markets', { ...QUERY, limit: 1 }, signal))
    },
    budget: client.left,
    close: async () => {},
  }
}

/** Quotes of every open decision that it tells of. Throws SupplierError where there is none. */
export function oddsIn(body: unknown, now: number): Page {
  const rows = createRows(SOURCE, now)
  const sums = new Map<string, Map<RateOutcome, number>>()
  const broken = new Set<string>()
  for (const market of listOf(NAME, 'markets', fieldOf(body, 'markets'))) {
    const ticker = textOf(fieldOf(market, 'ticker'))
    const [, year, name, side, size] = TICKER.exec(ticker) ?? []
    const month = MONTHS.indexOf(name ?? '') + 1
    if (year === undefined || month === 0) continue
    const meeting = meetingIn(`20${year}-${String(month).padStart(2, '0')}`)
    // On the day itself it may be decided already.
    if (meeting === undefined || startOfDay(meeting) < startOfDay(dayOf(now))) continue
    const outcome: RateOutcome = side === 'C' ? 'cut' : size === '0' ? 'hold' : 'hike'
    rows.row(ticker, () => {
      // Without one of its parts a sum would be too small.
      broken.add(`${meeting} ${outcome}`)
      const price = priceOf(market)
      broken.delete(`${meeting} ${outcome}`)
      const its = sums.get(meeting) ?? new Map<RateOutcome, number>()
      sums.set(meeting, its.set(outcome, (its.get(outcome) ?? 0) + price))
      return undefined
    })
  }
  if (sums.size === 0 && broken.size === 0) {
    throw new SupplierError({
      supplier: NAME,
      fault: 'empty',
      detail: 'has no open market on a rate decision',
    })
  }
  for (const [meeting, its] of sums) {
    for (const [outcome, sum] of its) {
      if (broken.has(`${meeting} ${outcome}`)) continue
      rows.row(`${meeting} ${outcome}`, (): Observation => {
        const probability = Math.round((sum <= 1.02 ? Math.min(1, sum) : sum) * 1e6) / 1e6
        const of = { source: NAME, meeting, outcome }
        const values = { probability: numberOf(outcome, probability, SHARE) }
        return { table: 'rate_odds', of, time: Math.floor(now / 1000) * 1000, values, source: SOURCE }
      })
    }
  }
  return rows.page()
}

/** The middle of bid and ask where they are close, else the last trade. Throws RowFault where there is neither. */
function priceOf(market: unknown): number {
  const dollars = (name: string) => {
    const exact = optionalNumber(name, fieldOf(market, `${name}_dollars`), SHARE)
    const cents = optionalNumber(name, fieldOf(market, name))
    return exact ?? (cents === undefined ? undefined : numberOf(name, cents / 100, SHARE))
  }
  const [bid, ask, last] = [dollars('yes_bid'), dollars('yes_ask'), dollars('last_price')]
  if (bid !== undefined && ask !== undefined && ask >= bid && ask > 0 && ask - bid <= WIDEST)
    return (bid + ask) / 2
  if (last === undefined) throw new RowFault('has neither a narrow quote nor a trade')
  return last
}
