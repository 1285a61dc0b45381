/** The status of a supplier: whether it answers, since when it does not, and why. */
import { HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import type { ObservedTable } from '#src/market/observation.ts'
import type { BreakerState } from '#src/sources/breaker.ts'
import type { LeftOut, Supplier, SupplierFault } from '#src/sources/supplier.ts'
import type { FeedSource } from './fetchfeed.ts'
import { standstillOf } from './standstill.ts'
import type { PastStatus } from './backfill/status.ts'

export interface SupplierStatus {
  readonly name: string
  readonly title: string
  readonly attribution?: Supplier['attribution']
  /** `waiting` was not asked yet; `partly` has answered something since it last failed at something else. */
  readonly state: 'answering' | 'partly' | 'failing' | 'waiting'
  /** When it last answered what it was asked. */
  readonly lastAnswer?: Instant
  readonly since?: Instant
  readonly fault?: SupplierFault
  /** When it will be asked again. */
  readonly until?: Instant
  /** What it lists that is no crypto, and is not counted. */
  readonly leftOut?: readonly LeftOut[]
  /** It has the past alone, and only the backfill asks it: its present is not missing. */
  readonly ofPast?: true
  /** What it is asked for, and whether that fails. */
  readonly tables: readonly TableStatus[]
}

/** A table that a supplier is asked for, and whether that fails. */
export interface TableStatus {
  readonly table: ObservedTable
  readonly fails: boolean
  /** Which of it, where several suppliers supply different parts of it. */
  readonly series?: readonly string[]
}

/** What the collector knows of calls that were answered. */
export interface Answered {
  /** When each feed last answered. */
  readonly answers: ReadonlyMap<FeedSource, Instant>
  /** When its answer last held a fact. */
  readonly facts: ReadonlyMap<FeedSource, Instant>
  readonly now: Instant
}

/** A pass of calls is over within this, milliseconds: what fails in it does not fail after what is answered in it. */
const PASS = MINUTE
/** The presents of most suppliers are asked for by the hour, milliseconds. */
const LATELY = HOUR + 2 * MINUTE

/** Of all feed sources, the supplier's own are looked at. A venue that stands still supplies nothing, whatever it answers. */
export function statusOf(
  { name, title, attribution, leftOut, feeds, pasts = [] }: Supplier,
  all: readonly FeedSource[],
  answered: Answered,
): SupplierStatus {
  const feedSources = all.filter(({ supplier }) => supplier.name === name)
  const still = standstillOf(name, all)
  const breaker = still ?? worstOf(feedSources)
  const failing = breaker?.fault !== undefined
  const lastAnswer = latest(feedSources, answered.answers)
  const answers = !still && someAnswer(feedSources, answered)
  const tables = new Map<ObservedTable, TableStatus>()
  for (const { feed, breaker } of feedSources) {
    const fails = still !== undefined || breaker.state().fault !== undefined
    for (const table of feed.tables) {
      const known = tables.get(table)
      const series = [...(known?.series ?? []), ...(feed.series?.[table] ?? [])]
      tables.set(table, {
        ...{ table, fails: fails || known?.fails === true },
        ...(series.length > 0 && { series }),
      })
    }
  }
  const ofPast = feeds.length === 0
  if (ofPast)
    for (const table of pasts.flatMap(({ tables }) => tables)) tables.set(table, { table, fails: false })
  const others = leftOut?.() ?? []
  return {
    name,
    title,
    ...(attribution && { attribution }),
    state: failing ? (answers ? 'partly' : 'failing') : lastAnswer === undefined ? 'waiting' : 'answering',
    ...(lastAnswer !== undefined && { lastAnswer }),
    ...(failing && { since: breaker.since, fault: breaker.fault, until: breaker.until }),
    ...(others.length > 0 && { leftOut: others }),
    ...(ofPast && { ofPast }),
    tables: [...tables.values()],
  } as SupplierStatus
}

/**
 * Whether some feeds answer while others fail: after the last of those began to fail, or within the hour, while the first of
 * them failed already. Which of them was tried last says nothing of the others.
 */
function someAnswer(feedSources: readonly FeedSource[], answered: Answered): boolean {
  const isWell = ({ breaker }: FeedSource) => breaker.state().fault === undefined
  const factsAt = latest(feedSources.filter(isWell), answered.facts)
  const sinces = feedSources.flatMap(({ breaker }) => breaker.state().since ?? [])
  if (factsAt === undefined || sinces.length === 0) return false
  const isLately = factsAt + LATELY > answered.now
  return factsAt > Math.max(...sinces) - PASS || (isLately && factsAt > Math.min(...sinces) - PASS)
}

function latest(
  feedSources: readonly FeedSource[],
  at: ReadonlyMap<FeedSource, Instant>,
): Instant | undefined {
  const times = feedSources.flatMap((feedSource) => at.get(feedSource) ?? [])
  return times.length === 0 ? undefined : Math.max(...times)
}

/** Of a supplier of the past alone, as the backfill knows it; every other as it is. */
export function withPast(
  status: SupplierStatus,
  pastOf: (source: string) => PastStatus | undefined,
): SupplierStatus {
  const past = status.ofPast ? pastOf(status.name) : undefined
  if (past === undefined) return status
  const { lastAnswer, failing } = past
  return {
    ...status,
    state: failing ? 'failing' : 'answering',
    ...(lastAnswer !== undefined && { lastAnswer }),
    ...failing,
    tables: status.tables.map(({ table }) => ({ table, fails: failing !== undefined })),
  }
}

/** How the feed that has failed longest stands; of one that is well where none fails. */
export function worstOf(feedSources: readonly FeedSource[]): BreakerState | undefined {
  const states = feedSources.map(({ breaker }) => breaker.state())
  const failing = states.filter(({ fault }) => fault !== undefined)
  return failing.sort((a, b) => (a.since ?? 0) - (b.since ?? 0))[0] ?? states[0]
}
