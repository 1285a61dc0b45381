/** Which price of one minute counts: one that venues agree on. What nobody confirms is asked for again, never judged. */
import type { KnownValue } from '#src/chat/alert.ts'
import { MINUTE } from '#src/market/time.ts'
import { AHEAD } from './admit.ts'

/** A price that one venue reports. */
export interface VenuePrice {
  /** As settings name it: `okx`; and as source lines do: `OKX`. */
  readonly venue: string
  readonly title: string
  /** USD. */
  readonly price: number
  /** Milliseconds since 1970. */
  readonly time: number
}

export interface Confirmed {
  /** USD: the middle of those that agree. */
  readonly value: number
  /** Those that agree, the lowest first. */
  readonly venues: readonly VenuePrice[]
}

/** Prices of venues that agree lie within so much of each other. */
const AGREE = 0.005
/** Milliseconds after which a price says nothing of now. */
const FRESH = 90_000
/** A share by which a price does not change within a minute, unless three venues say so. */
const JUMP = 0.3
/** Milliseconds within which a change is one of a minute: as long as a series is not blind. */
const JUMPED_WITHIN = 3 * MINUTE
/** Prices that are compared with each other are of so many milliseconds. */
const TOGETHER = 30_000
/** A spread is believed between prices this close to the middle of all. */
const BELIEVED = 0.1

/** The prices that can be right: above 0, of the last minute and a half, and none from the future. */
export function freshOf(prices: readonly VenuePrice[], now: number): readonly VenuePrice[] {
  return prices
    .filter(
      ({ price, time }) => Number.isFinite(price) && price > 0 && now - time <= FRESH && time - now <= AHEAD,
    )
    .toSorted((one, other) => one.price - other.price)
}

/** What at least two venues agree on, and more than on anything else; undefined where they do not. */
export function confirmed(
  prices: readonly VenuePrice[],
  last: KnownValue | undefined,
  now: number,
): Confirmed | undefined {
  const fresh = freshOf(prices, now)
  const groups = fresh.map((lowest, first) =>
    fresh.slice(first).filter(({ price }) => price <= lowest.price * (1 + AGREE)),
  )
  const most = Math.max(0, ...groups.map(({ length }) => length))
  const largest = groups.filter(({ length }) => length === most)
  const [venues] = largest
  if (!venues || most < 2) return undefined
  // Two camps of the same size: nobody knows which is right, unless they overlap.
  const lastOf = largest.at(-1) ?? venues
  if (lastOf !== venues && !lastOf.some((one) => venues.includes(one))) return undefined
  const value = middleOf(venues.map(({ price }) => price))
  return hasJumped(value, last, now) && most < 3 ? undefined : { value, venues }
}

/** The price of the one venue that an alert is bound to. */
export function boundTo(
  venue: string,
  prices: readonly VenuePrice[],
  last: KnownValue | undefined,
  now: number,
): Confirmed | undefined {
  const own = freshOf(prices, now).find((one) => one.venue === venue)
  if (!own || hasJumped(own.price, last, now)) return undefined
  return { value: own.price, venues: [own] }
}

/** How far venues lie apart, of prices of one moment: a fraction. Undefined where fewer than two say, or one cannot be right. */
export function spreadOf(prices: readonly VenuePrice[], now: number): Confirmed | undefined {
  const fresh = freshOf(prices, now)
  const newest = Math.max(...fresh.map(({ time }) => time))
  const together = fresh.filter(({ time }) => newest - time <= TOGETHER)
  const [lowest, highest] = [together[0], together.at(-1)]
  if (!lowest || !highest || together.length < 2) return undefined
  const middle = middleOf(together.map(({ price }) => price))
  const isBelieved = [lowest, highest].every(({ price }) => Math.abs(price / middle - 1) <= BELIEVED)
  return isBelieved ? { value: highest.price / lowest.price - 1, venues: together } : undefined
}

function hasJumped(value: number, last: KnownValue | undefined, now: number): boolean {
  return last !== undefined && now - last.time <= JUMPED_WITHIN && Math.abs(value / last.value - 1) > JUMP
}

function middleOf(sorted: readonly number[]): number {
  const half = sorted.length / 2
  const upper = sorted[Math.floor(half)] as number
  return Number.isInteger(half) ? ((sorted[half - 1] as number) + upper) / 2 : upper
}
