/** What the record says of watched series: settlements, closes, snapshots, the ledger of extremes. The newest value that has settled. */
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { ANY, cadenceOf, type WatchedReading, type WatchedSeries } from '#src/market/watched.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { latestExtremesInSteps } from '#src/services/extremes.ts'
import type { Extreme } from '#src/services/extremes/extreme.ts'
import { atOnce, type Steps } from '#src/services/steps.ts'
import { closesOf, interestVenues, isOfHours, pastOf, settlementsOf } from './past.ts'

/** A value without its name. */
export type Observed = Omit<WatchedReading, 'series'>

/** Milliseconds after a settlement in which venues still report theirs. */
const SETTLING = 10 * MINUTE
/** Days that are read of a series to know its newest value; of runs, which are counted over all of them. */
const [DAYS, RUN_DAYS] = [5, 60]
/** How old an extreme of the ledger may be to be the latest value's: of one series as long as it is not renewed, of any while it is new. */
export function lastsFor(of: string): number {
  return of === ANY ? 2 * DAY : 7 * DAY
}

/** Undefined where the record has none. */
export function settledValue(series: WatchedSeries, history: History, now: Instant): Observed | undefined {
  switch (series.kind) {
    case 'predicted':
      return predicted(series.asset, history)
    case 'extreme':
      return extreme(series, history, now)
    default:
      return lastOf(series, history, now)
  }
}

function lastOf(series: WatchedSeries, history: History, now: Instant): Observed | undefined {
  const waits = series.kind === 'funding' || series.kind === 'run' ? SETTLING : 0
  const past = pastOf(series, history, now - (series.kind === 'run' ? RUN_DAYS : DAYS) * DAY)
  const points = past?.points ?? []
  const [time, value] = points.findLast(([at]) => at <= now - waits) ?? []
  if (time === undefined || value === undefined) return undefined
  return {
    value,
    time,
    standing: 'confirmed',
    evidence: {
      sources: sourcesOf(series, history, time),
      ...besides(series, history, time, value),
      ...(past && past.every !== cadenceOf(series) && { every: past.every }),
    },
  }
}

/** What is said beside a value. */
function besides(series: WatchedSeries, history: History, time: Instant, value: number) {
  if (series.kind === 'run') {
    const rates = pastOf({ kind: 'funding', asset: series.asset }, history, time - DAY)?.points ?? []
    const rate = rates.findLast(([at]) => at <= time)?.[1]
    return { hours: Math.abs(value) * 8, ...(rate !== undefined && { rate }) }
  }
  // Of closes it is the close itself: what the price is by now did not change so much.
  const closes = series.kind === 'change' ? closesOf(series.asset, history) : undefined
  const live = 'asset' in series ? history.live?.price(series.asset)?.price : undefined
  const price = closes ? valueAt(closes, time) : live
  return price === undefined ? {} : { price }
}

/** Of what several venues report, those whose figures are in the value; of the rest who reported its table. */
function sourcesOf(series: WatchedSeries, history: History, time: Instant): readonly string[] {
  switch (series.kind) {
    case 'funding':
    case 'run': {
      const settled = settlementsOf(series.asset, history, time - DAY)
      return settled.find((one) => one.time === time)?.venues ?? []
    }
    case 'interest': {
      const venues = interestVenues(series.asset, history)
      return venues.includes('all') ? history.suppliers('open_interest') : venues
    }
    case 'cap':
      return history.suppliers(series.of === 'total' ? 'total_market_cap' : 'market_caps')
    case 'rank':
      return history.suppliers('market_caps')
    default:
      return history.suppliers(
        isOfHours(series) && closesOf(series.asset, history)?.every === HOUR
          ? 'prices_hourly'
          : 'prices_daily',
      )
  }
}

/** The rates that have not settled, over the venues alike; once an hour. */
function predicted(asset: string, { live }: History): Observed | undefined {
  const next = live?.nextFunding(asset) ?? []
  if (!live || next.length === 0) return undefined
  const rates = next.map(({ rate, intervalHours }) => (rate * 8) / intervalHours)
  const value = rates.reduce((sum, rate) => sum + rate, 0) / rates.length
  const time = Math.floor(live.checkedAt / HOUR) * HOUR
  return { value, time, standing: 'indicative', evidence: { sources: next.map(({ venue }) => venue) } }
}

/** Weeks that the latest extreme of a series reaches back; once an hour. */
function extreme(
  { of, side }: Extract<WatchedSeries, { kind: 'extreme' }>,
  history: History,
  now: Instant,
): Observed {
  const own = atOnce(latestInSteps(history)).filter(
    (entry) => entry.kind === side && (of === ANY || entry.series === of) && now - entry.at <= lastsFor(of),
  )
  const [found] = own.toSorted((one, other) => other.weeks - one.weeks)
  const time = Math.floor(Math.min(now, history.now) / HOUR) * HOUR
  const standing = 'confirmed'
  if (!found) return { value: 0, time, standing, evidence: { sources: [] } }
  const { series, value, unit, since, at, boundedBy, recordStart } = found
  const bound = boundedBy !== undefined && { boundedBy }
  return {
    ...{ value: found.weeks, time, standing },
    evidence: {
      sources: found.evidence.sources,
      extreme: { of: series, value, unit, since, at, recordStart, ...bound },
    },
  }
}

/** The latest extremes that nothing speaks against, which `settledValue` then knows. */
export function* latestInSteps(history: History): Steps<readonly Extreme[]> {
  const remembered = known.get(history)
  if (remembered) return remembered
  const all = yield* latestExtremesInSteps(history, lastWeekAt(history.now))
  const latest = all.filter(({ guard }) => guard === undefined)
  known.set(history, latest)
  return latest
}

/** A history never changes, and is asked each minute. */
const known = new WeakMap<History, readonly Extreme[]>()
