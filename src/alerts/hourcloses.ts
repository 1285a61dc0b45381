/**
 * What is made of hourly closes, each hour while an alert waits for it. The record has them once a day: the hours since then are asked
 * of venues, and are no part of it. An hour counts where two venues agree on its close; it is that of the first of them in the order of
 * the settings, as it will be the record's. A missing hour is never bridged: until it is known there is no value.
 */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import type { WatchedSeries } from '#src/market/watched.ts'
import { confirmed, type VenuePrice } from './confirm.ts'
import { isDue } from './due.ts'
import { type Closes, closesOf, type ClosesSeries, isOfHours, pastOfCloses } from './past.ts'
import type { Observed } from './settled.ts'

export interface HourClosesParts {
  /** Asks each venue once for the closes of these coins since an instant, each dated by the end of its hour. */
  readonly ask: (
    assets: readonly AssetId[],
    from: Instant,
  ) => Promise<ReadonlyMap<AssetId, readonly VenuePrice[]>>
  /** Venues that are asked, by the names that settings use, the preferred first. */
  readonly venues: readonly string[]
}

/** Hours since the record's last, oldest first, and who reported them. */
interface Recent {
  readonly closes: readonly (readonly [time: Instant, price: number])[]
  readonly sources: readonly string[]
}

/** Milliseconds after an hour that venues need to close theirs, and until one is asked for again that is not confirmed. */
const [CLOSING, RETRY] = [2 * MINUTE, 10 * MINUTE]
/** Hours since the record's last that are asked for: where it stands still for longer, nothing is known. */
const MOST = 48
/** Closes of the record that the longest window needs. */
const LONGEST = 31 * 24

/** Gives, at each tick, what reads a watched series: its value at the last hour up to which all are known; undefined without one. */
export function createHourCloses({ ask, venues }: HourClosesParts) {
  const recent = new Map<AssetId, Recent>()
  const dueAt = new Map<AssetId, Instant>()

  return async (series: readonly WatchedSeries[], history: History, now: Instant) => {
    const hourly = series.filter(isOfHours)
    const recorded = new Map(hourly.map(({ asset }) => [asset, lastHourOf(asset, history)]))
    for (const asset of recent.keys()) if (!recorded.has(asset)) forget(asset)
    const due = [...recorded].flatMap(([asset, last]) =>
      last !== undefined && isWanted(last, now) && isDue(dueAt.get(asset), now, HOUR + CLOSING)
        ? [{ asset, last }]
        : [],
    )
    for (const [last, own] of Map.groupBy(due, (one) => one.last)) {
      const assets = own.map(({ asset }) => asset)
      const reported = await ask(assets, last)
      for (const asset of assets) {
        const known = recentOf(reported.get(asset) ?? [], recent.get(asset), last)
        recent.set(asset, known)
        const newest = known.closes.at(-1)?.[0] ?? last
        dueAt.set(asset, newest >= hourOf(now) ? newest + HOUR + CLOSING : now + RETRY)
      }
    }
    return (one: WatchedSeries): Observed | undefined => {
      const known = isOfHours(one) ? recent.get(one.asset) : undefined
      return isOfHours(one) && known ? observedOf(one, known, history) : undefined
    }
  }

  function forget(asset: AssetId): void {
    recent.delete(asset)
    dueAt.delete(asset)
  }

  /** What was confirmed before stays as it was. */
  function recentOf(reported: readonly VenuePrice[], before: Recent | undefined, last: Instant): Recent {
    const closes = new Map(before?.closes.filter(([time]) => time > last))
    const sources = new Set(before?.sources)
    for (const [time, prices] of Map.groupBy(reported, (one) => one.time)) {
      if (time <= last || closes.has(time)) continue
      const agreed = confirmed(prices, undefined, time)?.venues ?? []
      const [chosen] = agreed.toSorted((one, other) => rankOf(one) - rankOf(other))
      if (!chosen) continue
      closes.set(time, chosen.price)
      sources.add(chosen.title)
    }
    return { closes: [...closes].toSorted(([one], [other]) => one - other), sources: [...sources] }
  }

  function rankOf({ venue }: VenuePrice): number {
    return venues.indexOf(venue)
  }
}

function hourOf(now: Instant): Instant {
  return Math.floor((now - CLOSING) / HOUR) * HOUR
}

function isWanted(last: Instant, now: Instant): boolean {
  return hourOf(now) > last && hourOf(now) - last <= MOST * HOUR
}

/** When the last hour on record ended; undefined where the record has none. */
function lastHourOf(asset: AssetId, history: History): Instant | undefined {
  const closes = closesOf(asset, history)
  return closes?.every === HOUR ? closes.times.at(-1) : undefined
}

function observedOf(series: ClosesSeries, { closes: own, sources }: Recent, history: History) {
  const recorded = closesOf(series.asset, history)
  const last = recorded?.times.at(-1)
  if (!recorded || last === undefined) return undefined
  const since = own.filter(([time]) => time > last)
  const closes: Closes = {
    times: Float64Array.from([...recorded.times.slice(-LONGEST), ...since.map(([time]) => time)]),
    values: Float64Array.from([...recorded.values.slice(-LONGEST), ...since.map(([, price]) => price)]),
    every: HOUR,
  }
  const [time, value] = pastOfCloses(series, closes, last).points.at(-1) ?? []
  if (time === undefined || value === undefined) return undefined
  return {
    ...{ value, time, standing: 'confirmed' as const },
    evidence: {
      sources: [...new Set([...history.suppliers('prices_hourly'), ...sources])].toSorted(),
      every: HOUR,
      ...(series.kind === 'change' && { price: closes.values.at(-1) as number }),
    },
  }
}
