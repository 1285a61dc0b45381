/** Snapshots at both ends of a window, and the change between them: of one supplier, or of several that were shown to be one. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { type Series, valueAt } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { isRebasedAt, type JoinedSeries, joinedBetween, joinedSeriesOf, wholeOf } from '../joined.ts'
import { whyAbsent } from '../prices.ts'
import { type Gap, gap, isGap } from '../publish.ts'

export interface Snapshots {
  /** USD. The start is missing where only another supplier reports it whose figures do not go together with those of the end. */
  readonly start: number | Gap
  readonly end: number | Gap
  /** What the change is counted from: the start, or another supplier's times a ratio. */
  readonly base: number | Gap
  /** Fraction. */
  readonly change: number | Gap
  /** What they are read from. */
  readonly reported?: JoinedSeries
}

/** Of all crypto, at 00:00 UTC. */
export function totalBetween(history: History, start: Instant, end: Instant): Snapshots {
  return between(history, ['total_market_cap'], history.totalMarketCap, { start, end })
}

/** Of one asset, at 00:00 UTC. */
export function capBetween(history: History, asset: AssetId, start: Instant, end: Instant): Snapshots {
  return between(history, ['market_caps', asset], history.marketCaps(asset), { start, end })
}

type Name = Parameters<typeof joinedSeriesOf> extends [History, ...infer Rest] ? Rest : never

function between(
  history: History,
  name: Name,
  known: Series | undefined,
  { start, end }: { readonly start: Instant; readonly end: Instant },
): Snapshots {
  const [table] = name
  const at = (series: Series | undefined, instant: Instant): number | Gap => {
    // An older snapshot is never taken for that of the instant.
    const value = series && valueAt(series, instant)
    return value !== undefined && value > 0 ? value : gap(whyAbsent(series?.times, instant), table)
  }
  if (end > history.now) {
    const none = gap('no-data', table)
    const before = at(known, start)
    return { start: before, end: none, base: before, change: none }
  }
  const has = (instant: Instant) => (reported: JoinedSeries) => !isGap(at(wholeOf(reported), instant))
  const { reported, isParted } = joinedBetween(
    joinedSeriesOf(history, ...name),
    has(start),
    has(end),
    (one) => !isRebasedAt(one, end),
  )
  const atEnd = at(reported && !isRebasedAt(reported, end) ? reported.usd : known, end)
  const whole = reported && wholeOf(reported)
  const [first, last] = [at(whole, start), at(whole, end)]
  if (isParted) {
    const unjoined = gap('unjoined', table)
    return { start: unjoined, end: atEnd, base: unjoined, change: unjoined, ...(reported && { reported }) }
  }
  return {
    start: reported && isRebasedAt(reported, start) ? gap('unjoined', table) : first,
    end: atEnd,
    base: first,
    // What was not reported at the end is missing however far back the record reaches.
    change: isGap(last) ? last : isGap(first) ? first : simpleReturn(first, last),
    ...(reported && { reported }),
  }
}
