/** Which jobs the record lacks, by what suppliers report and what is on record. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { LEAST_OVERLAP } from '#src/market/seam.ts'
import { DAY, dayOf, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import type { Feed, FeedName, Past, Supplier } from '#src/sources/supplier.ts'
import type { BackfillJob, PlannedJob } from '#src/store/backfill.ts'
import { coinsByValue, valuedAssets } from '../cadence.ts'
import { BACKFILL_KINDS, type BackfillKind, LATER, RANKS } from './kinds.ts'
import { ofOutages } from './outages.ts'

/** A range that is on record but for so little is not asked for. */
const NEARLY = 2 * DAY

/** Every job that is wanted now, whether it is among those that are `planned` already or not. */
export function wantedJobs(
  suppliers: readonly Supplier[],
  history: History,
  now: Instant,
  planned: readonly BackfillJob[],
): readonly PlannedJob[] {
  if (history.assets.length === 0) return []
  const coins = coinsByValue(history)
  const pasts = suppliers.flatMap((supplier) =>
    (supplier.pasts ?? [])
      .filter(({ venue }) => venue === undefined || suppliers.some(({ name }) => name === venue))
      .map((past) => ({ supplier, past, history, coins, now })),
  )
  const whole = [
    ...Object.entries(BACKFILL_KINDS).flatMap(([kind, rule]) =>
      ofFeed({ kind, rule, suppliers, history, coins, now }),
    ),
    ...pasts.flatMap((one) => (one.past.fills ? [] : [...ofPast(one), ...ofOutages({ ...one, planned })])),
  ]
  const known = new Set(planned.map(({ id }) => id))
  const toCome = [
    ...planned.filter(({ state, lastError }) => state === 'waiting' && lastError === undefined),
    ...whole.filter(({ id }) => !known.has(id)),
  ]
  return [...whole, ...pasts.flatMap((one) => (one.past.fills ? ofHoles({ ...one, toCome }) : []))]
}

/** The suppliers that report a kind by a feed, the preferred first. */
export function suppliersOfFeed(
  feed: FeedName,
  suppliers: readonly Supplier[],
): readonly { readonly supplier: Supplier; readonly feed: Feed }[] {
  return suppliers.flatMap((supplier) => {
    const its = supplier.feeds.find(
      ({ name, reach }) => name === feed && (reach === 'past' || feed === 'sectors'),
    )
    return its ? [{ supplier, feed: its }] : []
  })
}

interface Wanted {
  readonly history: History
  readonly coins: readonly AssetId[]
  readonly now: Instant
}

function ofFeed({
  kind,
  rule,
  suppliers,
  ...wanted
}: Wanted & {
  readonly kind: string
  readonly rule: BackfillKind
  readonly suppliers: readonly Supplier[]
}): readonly PlannedJob[] {
  const { feed, days = 1, coins: most, first = Number.POSITIVE_INFINITY, anyOne, place } = rule
  if (feed === undefined) return []
  const all = suppliersOfFeed(feed, suppliers)
  const asked = anyOne ? all.slice(0, 1) : all
  const { history, coins, now } = wanted
  // Ranks are of all that is listed, stablecoins too: their caps are part of the whole.
  const assets = most === undefined ? [''] : (feed === 'caps' ? valuedAssets(history) : coins).slice(0, most)
  return asked.flatMap(({ supplier: { name, title } }) =>
    assets.flatMap((subject, rank): PlannedJob[] => {
      // Until it is proved what instant a row stands for, none could be dated.
      if (feed === 'interest.daily' && !canBeDated(history, name)) return []
      const id = anyOne ? `${kind} ${subject}` : `${name} ${kind} ${subject}`.trim()
      const from = floorToDay(now) - days * DAY
      const begins = lacksOverlap(history, feed, subject, title)
        ? undefined
        : firstOnRecord(history, feed, { asset: subject, venue: name })
      // Open interest is dated by the day that ends at the instant that is asked for.
      const ends = feed === 'interest.daily' ? DAY : 0
      const to = begins === undefined ? now : Math.min(begins + ends, now)
      if (to - from < NEARLY && most !== undefined) return []
      // What one has begun to report the live asking completes.
      if (anyOne && to < now) return []
      const its = rank < first ? place : place + LATER
      return [{ id, source: name, kind, subject, place: its * RANKS + rank, from, to }]
    }),
  )
}

function canBeDated({ interestStamps }: History, venue: string): boolean {
  if (interestStamps === undefined) return true
  const { at = 'unknown' } = interestStamps.get(venue) ?? {}
  return at !== 'unknown'
}

function ofPast({
  supplier,
  past,
  coins,
  now,
}: Wanted & { readonly supplier: Supplier; readonly past: Past }): readonly PlannedJob[] {
  const { place } = BACKFILL_KINDS[past.kind] ?? { place: LATER }
  return past.subjects(coins).map((subject, rank) => ({
    id: `${supplier.name} ${past.kind} ${subject}`.trim(),
    ...{ source: supplier.name, kind: past.kind, subject, place: place * RANKS + rank },
    from: floorToDay(now) - past.days * DAY,
    to: past.newest === undefined ? floorToDay(now) + DAY : floorToDay(now) - past.newest * DAY,
    ...(past.atNight && { retryAt: nextNight(now) }),
  }))
}

/** Days of an archive that fills what the exchange itself has not reported, a job from the first of them to the last. */
function ofHoles({
  supplier,
  past,
  history,
  coins,
  now,
  toCome,
}: Wanted & {
  readonly supplier: Supplier
  readonly past: Past
  /** Jobs that wait and have not failed. */
  readonly toCome: readonly PlannedJob[]
}): readonly PlannedJob[] {
  const { venue = '', kind, days } = past
  const { place } = BACKFILL_KINDS[kind] ?? { place: LATER }
  const today = floorToDay(now)
  /** Whether the exchange's feed, or another job of its past, is about to report it. */
  const isToCome = (subject: string) =>
    toCome.some(
      (job) =>
        job.subject === subject &&
        (job.retryAt ?? now) <= now &&
        (job.source === venue
          ? BACKFILL_KINDS[job.kind]?.feed === past.fills
          : job.source === supplier.name && job.kind !== kind),
    )
  return past.subjects(coins).flatMap((subject, rank): PlannedJob[] => {
    const known = history.openInterest(subject, venue)
    if (!known || isToCome(subject)) return []
    const lacking = Array.from({ length: days - 1 }, (_, at) => today - (days - at) * DAY).filter(
      (day) => valueAt(known, day) === undefined,
    )
    const [first, last] = [lacking[0], lacking.at(-1)]
    if (first === undefined || last === undefined) return []
    // By its last day: what stays a hole is not planned every day anew.
    const id = `${supplier.name} ${kind} ${subject} ${dayOf(last)}`
    return [
      { id, source: supplier.name, kind, subject, place: place * RANKS + rank, from: first, to: last + DAY },
    ]
  })
}

/** 01:00 UTC: what a new day asks for has been asked by then. */
function nextNight(now: Instant): Instant {
  const night = floorToDay(now) + HOUR
  return night > now ? night : night + DAY
}

function firstOnRecord(
  history: History,
  feed: FeedName,
  { asset, venue }: { readonly asset: AssetId; readonly venue: string },
): Instant | undefined {
  switch (feed) {
    case 'funding.settled':
      return history.funding(asset, venue)?.times[0]
    case 'interest.daily':
      return history.openInterest(asset, venue)?.times[0]
    case 'candles.daily':
      return history.dailyCandles(asset)?.times[0]
    case 'caps':
      return history.marketCaps(asset)?.times[0]
    default:
      return undefined
  }
}

/** Whether another supplier's caps are on record, and too few days of them were reported by this one to hold the two together. */
function lacksOverlap(history: History, feed: FeedName, asset: AssetId, title: string): boolean {
  if (feed !== 'caps') return false
  const others = history.suppliers('market_caps', asset).some((name) => name !== title)
  if (!others || history.marketCaps(asset) === undefined) return false
  const series = history.bySupplier?.('market_caps', asset) ?? []
  const own = series.find(({ supplier }) => supplier === title)?.usd
  if (!own) return true
  const both = series.filter(({ supplier }) => supplier !== title)
  const days = Array.from(own.times).filter((time) =>
    both.some(({ usd }) => valueAt(usd, time) !== undefined),
  )
  return days.length < LEAST_OVERLAP
}

/** From Sunday 23:50 to Monday 00:40 UTC the sources are left to the edition. */
export function isQuiet(now: Instant): boolean {
  const sinceMonday = (((now - MONDAY) % WEEK) + WEEK) % WEEK
  return sinceMonday < 40 * 60_000 || sinceMonday >= WEEK - 10 * 60_000
}

export const WEEK = 7 * DAY
/** A Monday 00:00 UTC. */
const MONDAY = 4 * DAY

/** After so long, a depth that was found is asked for anew. */
export const DEPTH_HOLDS = 30 * DAY
/** What is said of one page that is missing alone. */
export const MISSING_PAGE = ['not-yet', 'gap'] as const
/** A file that is not there yet is looked for again after so long. */
export const NOT_YET = 6 * HOUR
export const NOT_YET_TRIES = 8
/** A page that makes no sense is asked for three times in a week. */
export const GAP_AGAIN = 56 * HOUR
export const GAP_TRIES = 3
/** Answers that are empty, stale or refused row by row are asked for again so often: about four days. */
export const EMPTY_TRIES = 24
