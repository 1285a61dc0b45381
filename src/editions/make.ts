/** Making an edition: read every topic once, freeze it, and name it by what it says. */
import { createHash } from 'node:crypto'
import type { Edition } from '#src/briefing/edition.ts'
import type { EditionMemory } from '#src/briefing/memory.ts'
import type { Thread } from '#src/briefing/thread.ts'
import type { History } from '#src/market/history.ts'
import type { Figure } from '#src/market/reading.ts'
import { DAY, type Instant, isoOf } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { largestFirst } from '#src/market/withheld.ts'
import { yenAt } from '#src/market/yen.ts'
import type { Readings } from '#src/services/index.ts'
import { readRecordStarts } from '#src/services/recordstarts.ts'
import { staleTables } from '#src/services/staleness.ts'
import { ratesOffPar } from '#src/services/tether.ts'
import { draftOf, earlierInSteps, earlierOf, symbolsOf } from './earlier.ts'

/** Raised whenever a rule changes what a figure or a claim says, so that the id changes with it. */
export const RULE_VERSION = 2

export interface Making {
  /** A correction is a new revision. */
  readonly revision?: number
  /** What the editions before stated, newest first; by default what they would have stated of the same history. */
  readonly earlier?: readonly EditionMemory[]
}

/** Of this version: what it stated is known. */
export type MadeEdition = Edition & Required<Pick<Edition, 'told'>>

/** A week's edition from one history: its figures, its entries of the ledger, and the thread through them. */
export function makeEdition(known: History, week: Week, making: Making = {}): MadeEdition {
  const history = reaching(known, week.end)
  const { revision = 1, earlier = earlierOf(history, week) } = making
  const { readings, extremes, thread, told } = draftOf(history, week, earlier)
  const data = { kind: history.kind, name: history.name, now: history.now }
  const yen = yenAt(history, week.end)
  return {
    week,
    revision,
    id: idOf(week, data, readings, thread),
    data,
    symbols: symbolsOf(history),
    readings,
    extremes,
    records: readRecordStarts(history),
    thread,
    told,
    earlier,
    ...(yen && { yen }),
    ...staleAt(history, week.end),
    ...tetherIn(history, week),
    ...withheldIn(history, week),
  }
}

/** The same, made week by week, so that a program that answers others meanwhile is never held for long. */
export async function makeEditionInSteps(
  known: History,
  week: Week,
  making: Making = {},
): Promise<MadeEdition> {
  const { earlier = await earlierInSteps(reaching(known, week.end), week) } = making
  return makeEdition(known, week, { ...making, earlier })
}

const reached = new WeakMap<History, Map<Instant, History>>()

/**
 * A live history that has come to the week's end, where its closes have not: what has no close is missing, and macro,
 * curves, odds, caps and funding are read all the same. Candles that still run are on no record.
 */
function reaching(history: History, end: Instant): History {
  if (!history.live || history.now >= end || history.live.checkedAt < end) return history
  const known = reached.get(history) ?? new Map<Instant, History>()
  reached.set(history, known)
  const one = known.get(end) ?? { ...history, now: end }
  known.set(end, one)
  return one
}

/** Of the largest coins first. What settled first and was stated otherwise later stands: that is not withheld. */
function withheldIn(history: History, { start, end }: Week): Pick<Edition, 'withheld'> {
  const its = (history.withheld ?? [])
    .filter(({ time, reason }) => reason !== 'settled' && time >= start - DAY && time <= end)
    .toSorted(largestFirst(history, end))
  return its.length > 0 ? { withheld: its } : {}
}

/** Both ends: a change is counted from one to the other. */
function tetherIn(history: History, { start, end }: Week): Pick<Edition, 'tether'> {
  const tether = ratesOffPar(history, [start, end])
  return tether.length > 0 ? { tether } : {}
}

function staleAt(history: History, end: Instant): Pick<Edition, 'stale'> {
  const stale = staleTables(history, undefined, end)
  return stale.length > 0 ? { stale } : {}
}

/** Every figure of an edition by its published name, sorted by name. */
export function figuresOf(readings: Readings): Record<string, Figure> {
  const all = Object.values(readings).flatMap((reading) =>
    Object.entries(reading.figures as Record<string, Figure>),
  )
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

/** First twelve hex digits of the SHA-256 over canonical JSON of window, data, figures, thread and rule version. */
function idOf(week: Week, data: { kind: string; name: string }, readings: Readings, thread: Thread): string {
  const content = canonical({
    window: { from: isoOf(week.start), to: isoOf(week.end), zone: week.zone },
    data: { kind: data.kind, name: data.name },
    figures: figuresOf(readings),
    thread,
    rules: RULE_VERSION,
  })
  return createHash('sha256').update(content).digest('hex').slice(0, 12)
}

/** JSON with keys sorted at every depth, so that equal content has equal bytes. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
