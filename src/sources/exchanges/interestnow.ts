/** Open interest as it is now, dated by the midnight that it stands for. */

import type { Observation } from '#src/market/observation.ts'
import { dayOfReading, midnightOf } from '#src/market/stamp.ts'
import type { Instant } from '#src/market/time.ts'
import { ABOVE_0, RowFault } from '../rows.ts'
import type { Feed } from '../supplier.ts'
import type { Listed, Market } from './market.ts'
import { type InterestKind, toUnits, toUsd } from './interest.ts'
import { byId, LATELY, one, presentTime } from './rates.ts'
import { nonEmpty } from './nonempty.ts'

/** A reading of day D stands for the end of D until a later one, or the venue's own row of that midnight, takes its place. */
export function interestNowFeed(market: Market): Feed | undefined {
  const { venue } = market
  const { interest } = venue
  if (!interest) return undefined
  return {
    name: 'interest.now',
    tables: ['open_interest'],
    reach: 'now',
    cost: ({ assets = [] }) => interest.calls(assets.length) + market.listing('perp'),
    async *fetch({ assets, live }, signal) {
      const call = market.call(signal)
      const listed = await market.listed(call, 'perp', assets)
      const rows = byId(listed, nonEmpty(venue.name, 'open interest', await interest.read(call, listed)))
      yield* one(market, 'interest.now', rows, (instrument, { kind, row, mark, time }) => {
        const values = interestValues(market, instrument, kind, row, mark)
        return live
          ? liveReading(market, instrument, values, presentTime(time, market.now(), LATELY))
          : readingsOf(market, instrument, values, presentTime(time, market.now()))
      })
    },
  }
}

/** USD and coins of one side. Throws RowFault where no one holds anything: a market that is closed, or a fault. */
export function interestValues(
  { venue, sides }: Market,
  { multiple }: Pick<Listed, 'multiple'>,
  kind: InterestKind,
  row: unknown,
  mark: unknown,
): { open_interest_usd: number; coins?: number } {
  const value = toUsd(venue.name, kind, row, mark, sides)
  if (!ABOVE_0.accepts(value)) throw new RowFault('open interest is 0')
  const units = toUnits(venue.name, kind, row, mark, sides)
  return { open_interest_usd: value, ...(units !== undefined && units > 0 && { coins: units * multiple }) }
}

/** Of which sides the figures were counted, where that is a setting: a change of it is no change of the market. */
export function sidesText({ venue, sides }: Market): Pick<Observation, 'text'> {
  return venue.name === 'hyperliquid' ? { text: { sides: String(sides) } } : {}
}

function liveReading(
  { venue }: Market,
  { asset }: Listed,
  values: Observation['values'],
  time: Instant,
): Observation {
  return { table: 'interest_reading', of: { venue: venue.name, asset }, time, values, source: venue.title }
}

function readingsOf(
  market: Market,
  { asset }: Listed,
  values: Observation['values'],
  time: Instant,
): readonly Observation[] {
  const { venue } = market
  const of = { venue: venue.name, asset }
  const midnight = midnightOf(time)
  const date = dayOfReading(time)
  const shared = { values, source: venue.title }
  return [
    { table: 'open_interest', of, time: date, ...shared, ...sidesText(market) },
    ...(midnight !== undefined
      ? [{ table: 'interest_reading' as const, of, time: midnight, ...shared }]
      : []),
  ]
}
