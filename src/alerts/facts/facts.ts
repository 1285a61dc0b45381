/** What is said of a firing beside its row, read from the record as it was at the firing's time: nothing later counts. */
import type { FiringFacts, InterestNow } from '#src/briefing/firingfacts.ts'
import type { Alert, Firing, KnownValue } from '#src/chat/alert.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import {
  CHANGE_WINDOWS,
  needsMinutes,
  parseSeries,
  TOTAL,
  type WatchedEvidence,
  type WatchedSeries,
} from '#src/market/watched.ts'
import { settlementsOf } from '../past.ts'
import { beforeCrossing } from './beforecrossing.ts'
import { drawCap, drawCloses, drawInterest, drawPrice, drawSettlements, drawVolatility } from './drawing.ts'
import { drawExtreme } from './extreme.ts'
import { interestNow } from './interest.ts'
import { capSince, type Passed, priceSince, runUpTo, type Samples } from './level.ts'
import { flipSince, streakSince } from './settlements.ts'
import { standingOf } from './standing.ts'

export interface FactsParts {
  readonly history: History
  /** Prices of minutes of a coin, up to a day before the firing, oldest first. */
  readonly samples: Samples
  /** What the same alert reported before, newest first. */
  readonly earlier: readonly Pick<Firing, 'value' | 'seenAt' | 'time'>[]
}

interface Asked extends FactsParts {
  readonly firing: Firing
  readonly alert: Pick<Alert, 'condition'>
  readonly now: KnownValue
  readonly evidence: WatchedEvidence
}

/** How far back settlements are read. */
const RECORD = 3 * 365 * DAY

/** Without its value, and of what is no crossing, a firing has none. */
export function firingFacts(firing: Firing, alert: Pick<Alert, 'condition'>, parts: FactsParts): FiringFacts {
  const series = parseSeries(firing.series)
  const { value, time, kind, evidence } = firing
  if (!series || value === undefined || time === undefined || !isOfCondition(kind)) return {}
  const now = { value, time }
  const own = (evidence ?? { sources: [] }) as WatchedEvidence
  const facts = factsOf(series, { ...parts, firing, alert, now, evidence: own })
  return defined({ ...facts, before: beforeCrossing(firing, parts) })
}

/** The coin whose prices of minutes a firing is made of. */
export function sampledIn({ series: name }: Pick<Firing, 'series'>): string | undefined {
  const series = parseSeries(name)
  return series && 'asset' in series && needsMinutes(series) ? series.asset : undefined
}

function isOfCondition(kind: Firing['kind']): boolean {
  return kind === 'crossed' || kind === 'reminder' || kind === 'meanwhile'
}

function factsOf(
  series: WatchedSeries,
  asked: Asked,
): { [Key in keyof FiringFacts]: FiringFacts[Key] | undefined } {
  const { firing, alert, now, evidence, history, samples, earlier } = asked
  const { time, value } = now
  const passed: Passed = { side: firing.side, level: firing.level, time }
  // What was passed while nobody saw, or was reported before, is not passed now.
  const isNew = firing.kind === 'crossed' && !firing.late
  switch (series.kind) {
    case 'price': {
      const drawing = drawPrice(series.asset, now, DAY, { history, samples })
      if (alert.condition.kind === 'move') return { previous: previousOf(firing, alert, earlier), drawing }
      // The record is of the venues together.
      const isBound = series.venue !== undefined
      if (firing.kind === 'meanwhile')
        return { passedAt: runUpTo(samples, passed), drawing: isBound ? undefined : drawing }
      const since = isNew && !isBound ? priceSince(series.asset, passed, history, samples) : undefined
      return { since, drawing: isBound ? undefined : drawing }
    }
    case 'change': {
      const window = CHANGE_WINDOWS[series.window]
      const price = { value: evidence.price ?? Number.NaN, time }
      const span = Math.max(2 * window, 2 * HOUR)
      const drawn =
        window <= DAY
          ? drawPrice(series.asset, price, Math.min(span, DAY), { history, samples })
          : drawCloses(series.asset, price, span, history)
      const isPriced = evidence.price !== undefined
      return {
        standing: isNew ? standingOf(series, value, time, history) : undefined,
        drawing: drawn && isPriced ? { ...drawn, window: { from: time - window, to: time } } : undefined,
      }
    }
    case 'funding': {
      const settled = settlementsOf(series.asset, history, time - 60 * DAY)
      return { venues: venuesAt(settled, time), drawing: drawSettlements(settled, time) }
    }
    case 'run': {
      const settled = settlementsOf(series.asset, history, time - RECORD)
      const since = !isNew
        ? undefined
        : alert.condition.kind === 'streak'
          ? streakSince(settled, time, Math.abs(value))
          : flipSince(settled, time, series.asset, history)
      return { since, venues: venuesAt(settled, time), drawing: drawSettlements(settled, time) }
    }
    case 'interest':
      return {
        interest:
          interestOf(series, value, evidence) ??
          interestNow(series.asset, time, CHANGE_WINDOWS[series.window], history),
        drawing: drawInterest(series, time, history),
      }
    case 'volatility':
      return { drawing: drawVolatility(series, now, history) }
    case 'cap': {
      const caps = series.of === TOTAL ? history.totalMarketCap : history.marketCaps(series.of)
      const since = isNew && caps ? capSince(caps, passed) : undefined
      return { since, drawing: drawCap(series.of, time, since, history) }
    }
    case 'spread': {
      const venues = evidence.venues ?? []
      return { drawing: venues.length > 2 ? { shape: 'venues', venues } : undefined }
    }
    case 'extreme':
      return { drawing: drawExtreme(evidence.extreme, history) }
    default:
      return {}
  }
}

/** As it was observed with the value. */
function interestOf(
  { unit }: Extract<WatchedSeries, { kind: 'interest' }>,
  value: number,
  { interest }: WatchedEvidence,
): InterestNow | undefined {
  const { usd, coins, otherChange } = interest ?? {}
  if (usd === undefined || coins === undefined || otherChange === undefined) return undefined
  return unit === 'usd'
    ? { usd, coins, usdChange: value, coinsChange: otherChange }
    : { usd, coins, usdChange: otherChange, coinsChange: value }
}

function venuesAt(settled: ReturnType<typeof settlementsOf>, time: Instant): readonly string[] | undefined {
  return settled.find((one) => one.time === time)?.venues
}

/** When the price that a step is counted from was reported; undefined where it was set with the alert. */
function previousOf(
  { level, side, seenAt }: Firing,
  { condition }: Pick<Alert, 'condition'>,
  earlier: FactsParts['earlier'],
): Instant | undefined {
  if (condition.kind !== 'move') return undefined
  const anchor = level / (1 + side * condition.by)
  const found = earlier.find(
    (one) => one.seenAt < seenAt && one.value !== undefined && Math.abs(one.value / anchor - 1) < 1e-9,
  )
  return found?.time
}

function defined<Shape extends object>(values: Shape): { [Key in keyof Shape]: NonNullable<Shape[Key]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Shape]: NonNullable<Shape[Key]>
  }
}
