/** What is known of each venue's open interest by day: what instant its rows stand for, and what it reported at midnights. */
import type { AssetId } from '#src/market/asset.ts'
import type { Observation } from '#src/market/observation.ts'
import {
  archiveOf,
  type InterestStamp,
  type MidnightReading,
  STAMPED_AT,
  type StampedAt,
} from '#src/market/stamp.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import { LEAST_DAYS } from '#src/sources/exchanges/stamps.ts'
import type { FeedQuery, FeedName, Supplier } from '#src/sources/supplier.ts'
import type { Columns } from '#src/store/record/columns.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import type { Loaded } from './loaded.ts'

/** The last verdict on each venue, by its name. */
export function stampsFrom(all: readonly Loaded[]): ReadonlyMap<string, InterestStamp> {
  return new Map(
    all.flatMap(({ table, key: [venue = ''], columns }) => {
      const last = columns.times.length - 1
      if (table !== 'interest_stamp' || last < 0) return []
      const [days, start, end, contradicted] = columns.values.map((column) => column[last] as number)
      const text = columns.texts.get(last)
      const stamp = {
        ...{ venue, checkedAt: columns.times[last] as number, ...sinceIn(columns) },
        at: STAMPED_AT.find((one) => one === text?.at) ?? 'unknown',
        ...{ days: days as number, start: start as number, end: end as number },
        ...{ agreed: Number(text?.agreed ?? 0), contradicted: contradicted as number },
      } satisfies InterestStamp
      return [[venue, stamp] as const]
    }),
  )
}

/** Where an earlier verdict was the other one: the first label of the days that proved the last one. */
function sinceIn({ times, texts }: Loaded['columns']): Pick<InterestStamp, 'since'> {
  const verdicts = Array.from(times, (_, row) => texts.get(row)?.at)
  const last = verdicts.at(-1)
  const other = last === 'start' ? 'end' : 'start'
  const before = verdicts.lastIndexOf(other)
  if ((last !== 'start' && last !== 'end') || before < 0) return {}
  const proved = times[verdicts.indexOf(last, before)] as number
  return { since: floorToDay(proved) - LEAST_DAYS * DAY }
}

/**
 * What is known of a venue's midnights beside its rows, by asset: what it showed at the last one that was read, and what its archive
 * holds of the last days, where days were fetched from there.
 */
export function readingsFrom(
  all: Iterable<Loaded>,
  venue: string,
): ReadonlyMap<AssetId, readonly MidnightReading[]> {
  const known = new Map<AssetId, readonly MidnightReading[]>()
  for (const { table, key, columns } of all) {
    const [reader, asset = ''] = key
    if (table !== 'interest_reading' || (reader !== venue && reader !== archiveOf(venue))) continue
    const its =
      reader === venue
        ? readingsIn(columns, 1)
        : readingsIn(columns, HELD).map((one) => ({ ...one, ofArchive: true as const }))
    known.set(asset, [...(known.get(asset) ?? []), ...its])
  }
  return known
}

/** The last rows, so many, as what was reported for the midnights so long after their times. */
function readingsIn({ times, values }: Columns, count: number, after = 0): readonly MidnightReading[] {
  const first = Math.max(0, times.length - count)
  return Array.from(times.slice(first), (time, index): MidnightReading => {
    const [usd, coins] = [values[0][first + index] as number, values[1][first + index] as number]
    return { at: time + after, usd, ...(Number.isFinite(coins) && { coins }) }
  })
}

/**
 * The venue's own rows of the last days, as far as its daily rows were reported: asked for again they must be the same. A reading that
 * stands in the place of a row is none of them.
 */
export async function onRecordOf(
  record: Pick<MarketRecord, 'through'>,
  all: Iterable<Loaded>,
  { name, title }: Pick<Supplier, 'name' | 'title'>,
  at: StampedAt,
): Promise<ReadonlyMap<AssetId, readonly MidnightReading[]>> {
  const through = await record.through(dailyMark(`${name} interest.daily`, at))
  return new Map(
    Array.from(all).flatMap(({ table, key: [venue, asset = ''], columns, bySupplier }) => {
      const end = through.get(asset)
      if (table !== 'open_interest' || venue !== name || end === undefined) return []
      const own = bySupplier ? bySupplier.find(({ source }) => source === title)?.columns : columns
      if (!own) return []
      const rows = readingsIn(own, HELD, DAY)
      return [[asset, rows.filter((one) => one.at < end)] as const]
    }),
  )
}

/** Rows that are held against those reported again, days. */
const HELD = 14

export type InterestRequest = Pick<FeedQuery, 'stampedAt' | 'stampedSince' | 'readings' | 'onRecord'>

/** What a feed of open interest is asked with; undefined where it cannot be asked yet, as its rows could not be dated. */
export function interestAsk(
  feed: FeedName,
  stamp: InterestStamp | undefined,
  readings: ReadonlyMap<AssetId, readonly MidnightReading[]>,
): InterestRequest | undefined {
  if (feed === 'interest.stamp') return { readings }
  if (feed !== 'interest.daily') return {}
  if (stamp === undefined || stamp.at === 'unknown') return undefined
  const { at, since } = stamp
  return { stampedAt: at, ...(since !== undefined && { stampedSince: since }), readings }
}

/**
 * Whether a venue's rows are looked at apart from every week: each day until they are proved, at once where they contradict what
 * was reported for their midnights before, and after a midnight that was not read, as rows that came since are held against nothing.
 */
export function isStampDue(
  stamp: InterestStamp | undefined,
  readings: ReadonlyMap<AssetId, readonly MidnightReading[]>,
  { isDoubted, now }: { readonly isDoubted: boolean; readonly now: Instant },
): boolean {
  if (isDoubted || stamp === undefined) return isDoubted
  if (stamp.at === 'unknown') return now - stamp.checkedAt >= DAY
  const read = [...readings.values()].flat().flatMap(({ at, ofArchive }) => (ofArchive ? [] : [at]))
  return read.length > 0 && Math.max(...read, stamp.checkedAt) < floorToDay(now)
}

/** The name under which it is kept how far a venue's daily rows were reported: what was filed by another verdict is reported anew. */
export function dailyMark(mark: string, at: StampedAt): string {
  return `${mark} ${at}`
}

/**
 * Whether the venue's own row of the midnight that an observation stands for is on record: a reading that is taken after it,
 * up to ten minutes past midnight, does not take its place.
 */
export async function midnightsReportedBy(
  record: Pick<MarketRecord, 'through'>,
  venue: string,
  stamp: InterestStamp | undefined,
): Promise<(observation: Observation) => boolean> {
  if (stamp === undefined || stamp.at === 'unknown') return () => false
  const through = await record.through(dailyMark(`${venue} interest.daily`, stamp.at))
  return ({ table, of, time }) =>
    table === 'open_interest' && (through.get(of.asset ?? '') ?? Number.NEGATIVE_INFINITY) > time + DAY
}
