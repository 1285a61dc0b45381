/** How an alert reports: once or again, how long the condition must hold, until when. */
import type { Condition, Repeat } from '#src/chat/alert.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { CHANGE_WINDOWS } from '#src/market/watched.ts'
import { quotable } from '../arguments/input.ts'
import { endAfter, endOf } from './dates.ts'
import { type Manner, type Parts, replaced, typedOf } from './parts.ts'
import { LineError } from './refusal.ts'
import type { SpanToken } from './tokens.ts'

export interface ReadManner {
  readonly repeat: Repeat
  /** Milliseconds. */
  readonly hold: number
  readonly until: Instant
  readonly silent: boolean
  /** For the chat that it is typed in. */
  readonly here: boolean
}

/** What may be typed after `hold`, in milliseconds. */
export const HOLDS = { '0': 0, '1m': MINUTE, '5m': 5 * MINUTE, '15m': 15 * MINUTE, '1h': HOUR } as const
/** Days for which an alert lives where nothing is said, and the most. */
export const DEFAULT_DAYS = 90
export const MOST_DAYS = 365

const LEAST_GAP = 15 * MINUTE
const MOST_GAP = 7 * DAY
/** Six a day. */
const LEAST_REMINDER = 4 * HOUR

/** The distances of repeats that are offered, and their lengths. */
const GAPS: readonly (readonly [string, number])[] = [
  ...([
    ['15m', 15 * MINUTE],
    ['1h', HOUR],
    ['4h', 4 * HOUR],
    ['12h', 12 * HOUR],
  ] as const),
  ...([
    ['1d', DAY],
    ['3d', 3 * DAY],
    ['7d', 7 * DAY],
  ] as const),
]

/** What is meant where nothing is said. */
export function defaultRepeat(condition: Condition): Repeat {
  const gap = GAP_OF[condition.kind]
  return gap === undefined ? { kind: 'once' } : { kind: 'each', gap }
}

const GAP_OF: Readonly<Record<Condition['kind'], number | undefined>> = {
  price: undefined,
  change: 4 * HOUR,
  move: LEAST_GAP,
  funding: DAY,
  flip: 8 * HOUR,
  streak: 8 * HOUR,
  interest: DAY,
  volatility: DAY,
  cap: undefined,
  rank: DAY,
  spread: HOUR,
  extreme: 7 * DAY,
  stale: HOUR,
}

/** Whether a condition is judged each minute, so that it can be asked to hold. */
export function isMinutely(condition: Condition): boolean {
  if (condition.kind === 'change') return CHANGE_WINDOWS[condition.window] <= DAY
  return ['price', 'move', 'spread'].includes(condition.kind)
}

/** Two readings in a row where each minute has one. */
export function defaultHold(condition: Condition): number {
  return isMinutely(condition) ? MINUTE : 0
}

/** Throws LineError for what is not allowed, with the nearest that is. */
export function mannerOf(
  { manner, text }: Pick<Parts, 'manner' | 'text'>,
  condition: Condition,
  { now, zone }: { readonly now: Instant; readonly zone: string },
): ReadManner {
  return {
    repeat: repeatOf(manner, condition, text),
    hold: holdOf(manner, condition, text),
    until: untilOf(manner, now, zone, text),
    silent: manner.silent,
    here: manner.here,
  }
}

function repeatOf({ repeat, gap }: Manner, condition: Condition, text: string): Repeat {
  const usual = defaultRepeat(condition)
  if (repeat === undefined) return usual
  if (repeat === 'once') return { kind: 'once' }
  const least = repeat === 'remind' ? LEAST_REMINDER : LEAST_GAP
  const fallback = usual.kind === 'once' ? 4 * HOUR : usual.gap
  if (!gap) return { kind: repeat, gap: Math.max(fallback, least) }
  if (gap.span < least || gap.span > MOST_GAP) {
    const allowed = GAPS.filter(([, length]) => length >= least)
    throw wrong(repeat === 'remind' ? 'badReminder' : 'badGap', gap, nearestTwo(allowed, gap.span), text)
  }
  return { kind: repeat, gap: gap.span }
}

function holdOf({ hold }: Manner, condition: Condition, text: string): number {
  if (hold === undefined) return defaultHold(condition)
  const length = hold.kind === 'span' ? hold.span : 0
  if (!isMinutely(condition)) {
    if (length === 0) return 0
    throw new LineError('holdNotHere', { word: typedOf(hold, text) })
  }
  const holds = Object.entries(HOLDS)
  const found = holds.find(([, one]) => one === length)
  if (found) return found[1]
  const near = nearestTwo(
    holds.filter(([, one]) => one > 0),
    length,
  )
  throw new LineError(
    'badHold',
    { word: typedOf(hold, text) },
    near.map((value) => ({ line: replaced(hold, text, value), label: value })),
  )
}

function untilOf({ until }: Manner, now: Instant, zone: string, text: string): Instant {
  if (until === undefined) return endAfter(DEFAULT_DAYS, now, zone)
  const end =
    until === 'unreadable' || until.kind === 'number'
      ? undefined
      : until.kind === 'span'
        ? endAfter(Math.round(until.span / DAY), now, zone)
        : endOf(until.date, now, zone)
  const isWithin = end !== undefined && end > now && end <= endAfter(MOST_DAYS, now, zone)
  if (isWithin) return end
  if (until === 'unreadable') throw new LineError('badUntil', { word: quotable(text) })
  const days = end !== undefined && end <= now ? [7, DEFAULT_DAYS] : [DEFAULT_DAYS, MOST_DAYS]
  throw new LineError(
    'badUntil',
    { word: typedOf(until, text) },
    days.map((one) => ({ line: replaced(until, text, `${one}d`), label: `${one}d` })),
  )
}

function wrong(
  why: 'badGap' | 'badReminder',
  at: SpanToken,
  values: readonly string[],
  text: string,
): LineError {
  return new LineError(
    why,
    { word: typedOf(at, text) },
    values.map((value) => ({ line: replaced(at, text, value), label: value })),
  )
}

function nearestTwo(allowed: readonly (readonly [string, number])[], length: number): readonly string[] {
  const distance = (one: number) => Math.abs(Math.log(one) - Math.log(Math.max(length, 1)))
  return allowed
    .toSorted(([, one], [, other]) => distance(one) - distance(other))
    .slice(0, 2)
    .toSorted(([, one], [, other]) => one - other)
    .map(([name]) => name)
}
