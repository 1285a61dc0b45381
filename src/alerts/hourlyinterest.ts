/**
 * Changes of open interest by the hour, while an alert waits for them. Readings are kept beside the prices of minutes: the record and
 * its daily rows know nothing of them. A change over a window is known once readings reach back that far; until then the record's
 * daily values stand for it.
 */
import type { AssetId } from '#src/market/asset.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { CHANGE_WINDOWS, type InterestUnit, type WatchedSeries } from '#src/market/watched.ts'
import type { AlertWork } from '#src/store/alerts/port.ts'
import { isDue } from './due.ts'
import type { Observed } from './settled.ts'

/** What a venue reports of a coin. */
export interface VenueInterest {
  readonly venue: string
  readonly title: string
  readonly usd: number
  readonly coins?: number
  /** Milliseconds since 1970. */
  readonly time: number
}

export interface HourlyInterestParts {
  /** Asks each venue once for these coins. */
  readonly ask: (assets: readonly AssetId[]) => Promise<ReadonlyMap<AssetId, readonly VenueInterest[]>>
  readonly work: Pick<AlertWork, 'sample' | 'samples'>
  /** Venues that are asked, by the names that settings use. */
  readonly venues: readonly string[]
}

type InterestSeries = Extract<WatchedSeries, { kind: 'interest' }>
/** Readings of one venue, oldest first. */
type Points = readonly (readonly [time: Instant, value: number])[]
type Readings = Readonly<Record<InterestUnit, ReadonlyMap<string, Points>>>

/** Two readings of a venue in a row that lie within this share of each other confirm each other. */
const AGREE = 0.2
/** Of the open interest that is confirmed now, what must have been known at the window's beginning, too. */
const COVERED = 0.5
/** Milliseconds after which a reading says nothing of now, and by which a window's beginning may lie off its reading. */
const [FRESH, NEAR] = [HOUR / 2, HOUR / 2]
/** Milliseconds until coins are asked for again that no venue reported. */
const RETRY = 10 * MINUTE
/** How far back readings are read. */
const REACH = 7 * DAY + 2 * HOUR

/** Gives, at each tick, what reads a watched series; undefined where no change is known by the hour. */
export function createHourlyInterest({ ask, work, venues }: HourlyInterestParts) {
  const readings = new Map<AssetId, Readings>()
  const dueAt = new Map<AssetId, Instant>()
  const titles = new Map<string, string>()

  const read = async (assets: readonly AssetId[], now: Instant) => {
    for (const [asset, known] of await readingsOf(work, assets, venues, now)) {
      readings.set(asset, known)
      const last = newestIn(known)
      // What an earlier process has read this hour is not asked for again.
      if (last !== undefined && last >= hourOf(now)) dueAt.set(asset, hourOf(now) + HOUR)
    }
  }

  return async (series: readonly WatchedSeries[], now: Instant) => {
    const watched = new Set(series.flatMap((one) => (one.kind === 'interest' ? [one.asset] : [])))
    for (const asset of readings.keys()) if (!watched.has(asset)) forget(asset)
    const unread = [...watched].filter((asset) => !readings.has(asset))
    if (unread.length > 0) await read(unread, now)
    const due = [...watched].filter((asset) => isDue(dueAt.get(asset), now, HOUR))
    if (due.length > 0) {
      const reported = await ask(due)
      await work.sample(samplesOf(reported, now))
      for (const one of [...reported.values()].flat()) titles.set(one.venue, one.title)
      for (const asset of due) dueAt.set(asset, reported.has(asset) ? hourOf(now) + HOUR : now + RETRY)
      await read([...reported.keys()], now)
    }
    return (one: InterestSeries) => changeOf(one, readings.get(one.asset), titles)
  }

  function forget(asset: AssetId): void {
    readings.delete(asset)
    dueAt.delete(asset)
  }
}

function hourOf(time: Instant): Instant {
  return Math.floor(time / HOUR) * HOUR
}

/** The name under which a venue's readings lie among the samples. */
function nameOf(unit: InterestUnit, asset: AssetId, venue: string): string {
  return `interest.${unit}:${asset}@${venue}`
}

function samplesOf(reported: ReadonlyMap<AssetId, readonly VenueInterest[]>, now: Instant) {
  return [...reported].flatMap(([asset, own]) =>
    own
      .filter(({ time }) => now - time <= FRESH)
      .flatMap(({ venue, usd, coins }) => [
        { asset: nameOf('usd', asset, venue), time: now, value: usd },
        ...(coins === undefined ? [] : [{ asset: nameOf('coins', asset, venue), time: now, value: coins }]),
      ]),
  )
}

async function readingsOf(
  work: HourlyInterestParts['work'],
  assets: readonly AssetId[],
  venues: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<AssetId, Readings>> {
  const names = assets.flatMap((asset) =>
    venues.flatMap((venue) => [nameOf('usd', asset, venue), nameOf('coins', asset, venue)]),
  )
  // Where the clock had jumped ahead, some are dated so.
  const samples = await work.samples(names, now - REACH, now)
  const of = (unit: InterestUnit, asset: AssetId) =>
    new Map(
      venues.flatMap((venue) => {
        const points = samples.get(nameOf(unit, asset, venue)) ?? []
        return points.length > 0 ? [[venue, points] as const] : []
      }),
    )
  return new Map(assets.map((asset) => [asset, { usd: of('usd', asset), coins: of('coins', asset) }]))
}

function newestIn({ usd }: Readings): Instant | undefined {
  const times = [...usd.values()].flatMap((points) => points.at(-1)?.[0] ?? [])
  return times.length > 0 ? Math.max(...times) : undefined
}

function changeOf(
  { unit, window }: InterestSeries,
  readings: Readings | undefined,
  titles: ReadonlyMap<string, string>,
): Observed | undefined {
  const time = readings && newestIn(readings)
  if (!readings || time === undefined) return undefined
  const length = CHANGE_WINDOWS[window]
  const own = changeIn(readings[unit], time, length)
  if (!own) return undefined
  const other = changeIn(readings[unit === 'usd' ? 'coins' : 'usd'], time, length)
  const [usd, coins] = unit === 'usd' ? [own, other] : [other, own]
  return {
    ...{ value: own.change, time, standing: 'confirmed' },
    evidence: {
      sources: own.venues.map((venue) => titles.get(venue) ?? venue).toSorted(),
      every: HOUR,
      interest: {
        ...(usd && { usd: usd.now }),
        ...(coins && { coins: coins.now }),
        ...(other && { otherChange: other.change }),
      },
    },
  }
}

interface Change {
  /** Fraction. */
  readonly change: number
  /** What is held now by the venues that are compared, and which they are. */
  readonly now: number
  readonly venues: readonly string[]
}

/** Over the venues alone that reported both ends; undefined where those are too few. */
function changeIn(byVenue: ReadonlyMap<string, Points>, time: Instant, length: number): Change | undefined {
  let [all, now, before] = [0, 0, 0]
  const venues: string[] = []
  for (const [venue, points] of byVenue) {
    const [end] = confirmedAt(points, time, 0)
    if (end === undefined) continue
    all += end
    const [start] = confirmedAt(points, time - length, NEAR)
    if (start === undefined) continue
    now += end
    before += start
    venues.push(venue)
  }
  return before > 0 && now >= COVERED * all ? { change: now / before - 1, now, venues } : undefined
}

/** The reading nearest to an instant, at most `near` off, where the one before it or after it confirms it. */
function confirmedAt(points: Points, at: Instant, near: number): readonly [value?: number] {
  const off = points.map(([time]) => Math.abs(time - at))
  const index = off.indexOf(Math.min(...off))
  const value = points[index]?.[1]
  if (value === undefined || (off[index] as number) > near) return []
  const isConfirmed = [points[index - 1], points[index + 1]].some(
    (other) => other !== undefined && Math.abs(value / other[1] - 1) <= AGREE,
  )
  return isConfirmed ? [value] : []
}
