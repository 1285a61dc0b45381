/** Holes in the record: stretches between two known facts of a series in which facts are missing. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import type { FeedName } from '#src/sources/supplier.ts'

export interface Gap {
  readonly asset: AssetId
  /** `from <= time < to` is missing. */
  readonly from: Instant
  readonly to: Instant
  /** Facts that are missing. */
  readonly missing: number
}

/** The holes of a feed's series at or after `since`, the youngest first; none for feeds whose rows have no fixed spacing. */
export function gapsIn(
  history: History,
  feed: FeedName,
  { assets, venue, since }: { assets: readonly AssetId[]; venue: string; since: Instant },
): readonly Gap[] {
  return assets
    .flatMap((asset) =>
      holesOf(timesOf(history, feed, asset, venue), spacingOf(feed), since).map((hole) => ({
        asset,
        ...hole,
      })),
    )
    .sort((a, b) => b.from - a.from)
}

type Times = ArrayLike<Instant> | undefined

function timesOf(history: History, feed: FeedName, asset: AssetId, venue: string): Times {
  switch (feed) {
    case 'candles.daily':
      return history.dailyCandles(asset)?.times
    case 'candles.hourly':
      return history.hourlyCandles(asset)?.times
    case 'funding.settled':
      return history.funding(asset, venue)?.times
    case 'interest.daily':
      return history.openInterest(asset, venue)?.times
    default:
      return undefined
  }
}

/** Milliseconds; undefined where the rows themselves decide. */
function spacingOf(feed: FeedName): number | undefined {
  if (feed === 'funding.settled') return undefined
  return feed === 'candles.hourly' ? HOUR : DAY
}

function holesOf(times: Times, spacing: number | undefined, since: Instant): Omit<Gap, 'asset'>[] {
  const holes: Omit<Gap, 'asset'>[] = []
  for (let row = 1; row < (times?.length ?? 0); row += 1) {
    const [before, time] = [times?.[row - 1] as Instant, times?.[row] as Instant]
    if (before < since) continue
    const usual = spacing ?? usualAround(times as ArrayLike<Instant>, row)
    const missing = Math.round((time - before) / usual) - 1
    if (missing > 0) holes.push({ from: before + usual, to: time, missing })
  }
  return holes
}

/** Venues change the interval of settlements over time: the middle of the spacings around a row is the one that holds. */
function usualAround(times: ArrayLike<Instant>, row: number): number {
  const spacings: number[] = []
  for (let at = Math.max(1, row - 3); at <= Math.min(times.length - 1, row + 3); at += 1) {
    spacings.push((times[at] as Instant) - (times[at - 1] as Instant))
  }
  return spacings.sort((a, b) => a - b)[Math.floor((spacings.length - 1) / 2)] as number
}
