/**
 * The course of funding that the last edition tells: on every venue below zero for a week in late October, above it
 * until the last week, and below it again from the middle of that week to the end.
 */
import { HOUR, type Instant } from '#src/market/time.ts'
import { type Anchor, curveThrough } from './bridge.ts'
import { DAYS, instantOf } from './days.ts'

const NOW = instantOf(DAYS)

const at = (time: string): Instant => Date.parse(`${time}:00Z`)

/** The premium that venues share, in units of 0.01 % per 8 hours. */
const COURSES: Readonly<Record<string, readonly Anchor[]>> = {
  bitcoin: [
    [at('2025-10-13T00:00'), 0.45],
    [at('2025-10-17T00:00'), 0.3],
    [at('2025-10-19T12:00'), 0.18],
    [at('2025-10-21T12:00'), -0.24],
    [at('2025-10-23T00:00'), -0.46],
    [at('2025-10-25T00:00'), -0.3],
    [at('2025-10-26T12:00'), -0.14],
    [at('2025-10-27T08:00'), 0.5],
    [at('2025-10-28T12:00'), 1.15],
    [at('2025-11-01T16:00'), 1.15],
    [at('2025-11-05T00:00'), 0.5],
    [at('2025-11-09T00:00'), 0.66],
    [at('2025-11-14T08:00'), 0.36],
    [at('2025-11-16T16:00'), 0.36],
    [at('2025-11-18T00:00'), 0.14],
    [at('2025-11-19T16:00'), -0.2],
    [at('2025-11-20T16:00'), -0.44],
    [at('2025-11-21T12:00'), -0.38],
    [at('2025-11-22T20:00'), -0.7],
    [at('2025-11-23T12:00'), -0.5],
    [NOW, -0.42],
  ],
  ethereum: [
    [at('2025-10-13T00:00'), 0.4],
    [at('2025-10-18T00:00'), 0.2],
    [at('2025-10-22T00:00'), -0.3],
    [at('2025-10-25T12:00'), -0.2],
    [at('2025-10-28T00:00'), 0.6],
    [at('2025-10-30T00:00'), 1],
    [at('2025-11-04T00:00'), 0.55],
    [at('2025-11-09T00:00'), 0.7],
    [at('2025-11-14T00:00'), 0.42],
    [at('2025-11-17T00:00'), 0.5],
    [at('2025-11-18T16:00'), 0.05],
    [at('2025-11-20T16:00'), -0.36],
    [at('2025-11-21T08:00'), -0.3],
    [at('2025-11-22T20:00'), -0.55],
    [NOW, -0.22],
  ],
}

/** By venue: first and last settlement of bitcoin's week below zero in October, and the first of the last week's. */
const BELOW_ZERO: Readonly<Record<string, readonly [first: Instant, last: Instant, again: Instant]>> = {
  binance: [at('2025-10-20T08:00'), at('2025-10-26T16:00'), at('2025-11-19T08:00')],
  bybit: [at('2025-10-20T16:00'), at('2025-10-26T16:00'), at('2025-11-19T16:00')],
  okx: [at('2025-10-19T16:00'), at('2025-10-26T16:00'), at('2025-11-19T00:00')],
  hyperliquid: [at('2025-10-20T05:00'), at('2025-10-26T15:00'), at('2025-11-19T03:00')],
}

/** Ether is below zero on every venue from here on. */
const ETHER_AGAIN = NOW - 72 * HOUR

/** The shared premium of an asset at a time, in units of 0.01 % per 8 hours; undefined outside the story. */
export function courseOf(asset: string, time: Instant): number | undefined {
  const course = COURSES[asset]
  return course && time >= (course[0] as Anchor)[0] ? curveThrough(course, time) : undefined
}

/** The sign that a settlement must have; undefined where it may have any. */
export function signOf(asset: string, venue: string, time: Instant): 1 | -1 | undefined {
  if (asset === 'ethereum') return time >= ETHER_AGAIN ? -1 : undefined
  const stretches = asset === 'bitcoin' ? BELOW_ZERO[venue] : undefined
  if (stretches === undefined) return undefined
  const [first, last, again] = stretches
  if (time >= again || (time >= first && time <= last)) return -1
  // Also the days before October's week, so that it is one run.
  return time >= first - 72 * HOUR ? 1 : undefined
}
