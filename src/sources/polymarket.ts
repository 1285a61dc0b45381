/**
 * Polymarket: what its markets give each outcome of the next decisions of the Federal Reserve.
 *
 * Root `https://gamma-api.polymarket.com`, no key, 300 searches in 10 s.
 * - `GET /public-search?q=fed decision&events_status=active&limit_per_type=20`: `events[]` of `title` ("Fed decision in
 *   December?"), `closed`, `endDate` (ISO, the day of the decision), `markets[]` of `question` ("Fed decreases interest
 *   rates by 25 bps after …", "No change in Fed interest rates after …", "Fed increases …"), `closed`, `updatedAt`
 *   (ISO), and, as texts of JSON, `outcomes` (`["Yes", "No"]`) and `outcomePrices`.
 */
import type { RateOutcome } from '#src/market/macro.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY } from '#src/market/time.ts'
import { createClient, probeOf } from './client.ts'
import { meetingNear } from './meetings.ts'
import { createRows, fieldOf, listOf, notStale, numberOf, RowFault, SHARE, textOf } from './rows.ts'
import { type Page, type Supplier, SupplierError, type SupplierSettings } from './supplier.ts'

const NAME = 'polymarket'
const SOURCE = 'Polymarket'
const SEARCH = { q: 'fed decision', events_status: 'active', limit_per_type: 20 }
const TITLE = /^fed decision in \w+/i

export function createPolymarket(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://gamma-api.polymarket.com',
    settings,
    calls: 30,
    per: 10_000,
  })
  return {
    name: NAME,
    title: SOURCE,
    attribution: { text: 'Odds by Polymarket', url: 'https://polymarket.com' },
    feeds: [
      {
        name: 'odds',
        tables: ['rate_odds'],
        reach: 'now',
        cost: () => 1,
        async *fetch(_, signal) {
          const { body } = await client.get('/public-search', SEARCH, signal)
          yield oddsIn(body, settings.now())
        },
      },
    ],
    async probe(signal) {
      return probeOf(await client.get('/public-search', { ...SEARCH, limit_per_type: 1 }, signal))
    },
    budget: client.left,
    close: async () => {},
  }
}

/** Quotes of every open decision that it tells of. Throws SupplierError where there is none. */
export function oddsIn(body: unknown, now: number): Page {
  const events = listOf(NAME, 'events', fieldOf(body, 'events')).filter(
    (event) => TITLE.test(textOf(fieldOf(event, 'title'))) && fieldOf(event, 'closed') !== true,
  )
  if (events.length === 0) {
    throw new SupplierError({
      supplier: NAME,
      fault: 'empty',
      detail: 'has no open market on a rate decision',
    })
  }
  const rows = createRows(SOURCE, now)
  const quoted = events.flatMap((event) => marketsOf(event).map(updatedAt)).filter(Number.isFinite)
  notStale(NAME, 'every market', { newest: Math.max(...quoted), now, longest: DAY })
  for (const event of events) {
    rows.row(textOf(fieldOf(event, 'title')), () => {
      const end = Date.parse(textOf(fieldOf(event, 'endDate')))
      if (Number.isNaN(end)) throw new RowFault('has no day of decision')
      if (end < now - DAY) return undefined
      return quotesOf(event, meetingNear(end), now)
    })
  }
  return rows.page()
}

function quotesOf(event: unknown, meeting: string, now: number): readonly Observation[] {
  const sums = new Map<RateOutcome, number>()
  let time = Number.NEGATIVE_INFINITY
  for (const market of marketsOf(event)) {
    const outcome = outcomeOf(textOf(fieldOf(market, 'question')))
    if (outcome === undefined || fieldOf(market, 'closed') === true) continue
    sums.set(outcome, (sums.get(outcome) ?? 0) + yesPrice(market))
    time = Math.max(time, updatedAt(market))
  }
  if (sums.size === 0) return []
  if (!(now - time <= DAY)) throw new RowFault('was not quoted for more than a day')
  return [...sums].map(([outcome, sum]) => ({
    table: 'rate_odds',
    of: { source: NAME, meeting, outcome },
    time: Math.floor(time / 1000) * 1000,
    // Several sizes of one move are markets of their own, whose prices may add up to a little more than 1.
    values: { probability: numberOf(outcome, sum <= 1.02 ? Math.min(1, round(sum)) : sum, SHARE) },
    source: SOURCE,
  }))
}

function marketsOf(event: unknown): readonly unknown[] {
  const markets = fieldOf(event, 'markets')
  return Array.isArray(markets) ? markets : []
}

function updatedAt(market: unknown): number {
  return Date.parse(textOf(fieldOf(market, 'updatedAt')))
}

function outcomeOf(question: string): RateOutcome | undefined {
  if (/no change|unchanged|hold/i.test(question)) return 'hold'
  if (/decrease|cut/i.test(question)) return 'cut'
  return /increase|hike/i.test(question) ? 'hike' : undefined
}

/** The price of "Yes", whichever place it has. */
function yesPrice(market: unknown): number {
  const outcomes = parsed(fieldOf(market, 'outcomes'))
  const at = outcomes.findIndex((outcome) => /^yes$/i.test(String(outcome)))
  return numberOf('price of Yes', parsed(fieldOf(market, 'outcomePrices'))[at], SHARE)
}

function parsed(text: unknown): readonly unknown[] {
  if (Array.isArray(text)) return text
  try {
    const value: unknown = JSON.parse(textOf(text))
    return Array.isArray(value) ? value : []
  } catch {
    throw new RowFault('has outcomes that are no JSON')
  }
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
