/** What next week is measured against: levels of the past, the run that would be news, the next decision. */
import type { History } from '#src/market/history.ts'
import type { CalendarEntry } from '#src/market/macro.ts'
import type { Reading } from '#src/market/reading.ts'
import { DAY, type Day, dayOf, type Instant, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { lastSettled } from '#src/metrics/funding.ts'
import { runsBetween, unbrokenFrom } from '#src/metrics/runs.ts'
import { createPublisher } from './publish.ts'

export interface RunThreshold {
  /** Negative settlements in a row. */
  readonly prints: number
  /** Last settlement of the most recent earlier run that was as long; null = none on the record. */
  readonly since: Instant | null
}

export interface WatchReading {
  /** The reference venue's negative run: how long it is now, and from how many settlements on it would be news. */
  readonly run?: {
    readonly venue: string
    readonly prints: number
    readonly hours: number
    readonly thresholds: readonly RunThreshold[]
    readonly recordStart: Instant
  }
  /** The next decision of the Federal Reserve after the window that odds name. */
  readonly meeting?: { readonly day: Day; readonly cut?: number; readonly source?: string }
  /** Dated entries of the week after the window. */
  readonly ahead: readonly CalendarEntry[]
}

/** Shorter runs are no news. */
const SHORTEST = 3
/** Three days of settlements: a longer run is too far away to be watched. */
const LONGEST = 9
/** "Longest since" is worth watching from this many days on. */
const LEAST_AGE = 21 * DAY
const LEAST_RECORD = 180 * DAY
const MOST_THRESHOLDS = 2
/** A meeting further away than this is not watched yet. */
const HORIZON = 42 * DAY
const FRESH = 7 * DAY

export function readWatch(history: History, week: Week, venue: string | undefined): Reading<WatchReading> {
  const publisher = createPublisher('watch', week, { asOf: Math.min(week.end, history.now), sources: [] })
  const run = venue === undefined ? undefined : runOf(history, week, venue)
  const meeting = meetingAfter(history, week)
  const monday = startOfDay(week.edition)
  const ahead = history.calendar
    .filter(({ date }) => date >= week.edition && date < dayOf(monday + 7 * DAY))
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  return publisher.reading({ ...(run && { run }), ...(meeting && { meeting }), ahead })
}

function runOf(history: History, week: Week, venue: string): WatchReading['run'] {
  const prints = history.funding('bitcoin', venue)
  const last = prints ? lastSettled(prints, week.end) : -1
  if (!prints || last < 0) return undefined
  const first = unbrokenFrom(prints, last)
  const runs = runsBetween(prints, first, last)
  const current = runs.at(-1)?.sign === 'negative' ? runs.pop() : undefined
  const negative = runs.filter(({ sign }) => sign === 'negative')
  // A run that is already the longest since a day does not become so by one settlement more.
  const reached = current && current.prints >= SHORTEST ? sinceOf(current.prints) : undefined
  const thresholds: RunThreshold[] = []
  for (let length = Math.max(SHORTEST, (current?.prints ?? 0) + 1); length <= LONGEST; length++) {
    const since = sinceOf(length)
    if (since === reached || (since !== null && since > week.end - LEAST_AGE)) continue
    const known = thresholds.at(-1)
    // A longer run that would be news since the same day adds nothing.
    if (known && known.since === since) continue
    thresholds.push({ prints: length, since })
    if (since === null || thresholds.length === MOST_THRESHOLDS) break
  }
  // A young record holds few runs: "longest since" would say little of it.
  if (thresholds.length === 0 || week.end - (prints.times[first] as number) < LEAST_RECORD) return undefined
  return {
    venue,
    prints: current?.prints ?? 0,
    hours: current?.hours ?? 0,
    thresholds,
    recordStart: prints.times[first] as number,
  }

  /** Last settlement of the most recent earlier run of so many settlements; null = none on the record. */
  function sinceOf(length: number): Instant | null {
    return negative.findLast((run) => run.prints >= length)?.end ?? null
  }
}

function meetingAfter(history: History, week: Week): WatchReading['meeting'] {
  const known = history.rateOdds.filter(({ time }) => time <= week.end && time >= week.end - FRESH)
  const day = known
    .map(({ meeting }) => meeting)
    .filter((meeting) => startOfDay(meeting) >= week.end && startOfDay(meeting) <= week.end + HORIZON)
    .sort()[0]
  if (day === undefined) return undefined
  const quotes = known.filter(({ meeting, outcome }) => meeting === day && outcome === 'cut')
  const quote = quotes.findLast(({ source }) => source === 'polymarket') ?? quotes.at(-1)
  return { day, ...(quote && { cut: quote.probability, source: quote.source }) }
}
