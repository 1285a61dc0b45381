/**
 * What happened in a drawn span, from data alone: hours that moved far, round levels touched, decisions on rates.
 *
 * An hour whose high or low lies 7 % or more from the close before it; the first touch of a round level that had long not been on that
 * side; a rate decision of the calendar. No event is written by hand, and none has words but the calendar's names.
 */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { CalendarEntry } from '#src/market/macro.ts'
import { indexAtOrBefore, type Series } from '#src/market/series.ts'
import { DAY, dayOf, floorToDay, type Instant, startOfDay } from '#src/market/time.ts'
import { candleAt, isWickGlitch } from '#src/metrics/glitches.ts'
import { farMoves, firstTouches, type Reached, type Touch } from '#src/metrics/touches.ts'
import { rememberPerHistory } from './memory.ts'

export interface ChartEvent {
  /** The hour's begin; of a snapshot its instant; of a day's close and of the calendar the 00:00 UTC that begins the day. */
  readonly at: Instant
  readonly kind: 'move' | 'level' | 'calendar'
  /** Whose price or value; absent for the calendar. */
  readonly asset?: AssetId | 'total'
  /** Of a move: from the close of the hour before to the hour's high or low, a fraction. */
  readonly change?: number
  /** Of a level: USD. */
  readonly level?: number
  readonly direction?: 'up' | 'down'
  /** Of a level: what touched it, an hour's high or low, a day's close, or a snapshot of the market cap. */
  readonly by?: 'hour' | 'close' | 'snapshot'
  /** Of a level: when it was last on this side, the hour or the day that begins then; null = never on record. */
  readonly since?: Instant | null
  /** Of the calendar. */
  readonly name?: { readonly en: string; readonly ja: string }
  readonly country?: string
  /** The larger one matters more: for those that have room for one alone. */
  readonly weight: number
}

/** At most two fit on a picture. */
const MOST = 2
const FAR = 0.07
/** Round levels, USD; ten times as much is a great one. A trillion is one of its own. */
const STEPS: Readonly<Record<string, number>> = { bitcoin: 10_000, ethereum: 1_000, total: 1e12 }
const GREAT = 10

/** In a span up to this a level is touched by the hour, beyond by the day's close. */
const LONGEST_BY_HOUR = 31 * DAY
/** On the other side for so long before, or for a quarter of the span: else it goes to and fro around the level. */
const LEAST_AWAY = 3 * DAY
/** Of a longer span the calendar counts in its last week alone, the one that is reported. */
const WEEK = 7 * DAY
/** Nearer to a weightier one, an event is left out: a day, or this share of the span. */
const LEAST_APART = 0.2

/** The weightiest events in `[from, to)` of one asset, or of all crypto (`total`, with bitcoin's hours), oldest first. */
export const eventsIn = rememberPerHistory(
  (history, asset: AssetId | 'total', from: Instant, to: Instant): readonly ChartEvent[] => {
    const end = Math.min(to, history.now)
    const all = [
      ...movesIn(history, asset, from, end),
      ...levelsIn(history, asset, from, end),
      ...decisionsIn(history, Math.max(from, to - from > LONGEST_BY_HOUR ? to - WEEK : from), to),
    ].sort((a, b) => b.weight - a.weight)
    const apart = Math.max(DAY, LEAST_APART * (to - from))
    const chosen: ChartEvent[] = []
    for (const event of all) {
      const isFree = chosen.every(({ at }) => Math.abs(at - event.at) >= apart)
      if (isFree && chosen.length < MOST) chosen.push(event)
    }
    return chosen.sort((a, b) => a.at - b.at)
  },
)

function movesIn(history: History, of: AssetId | 'total', from: Instant, to: Instant): ChartEvent[] {
  const own = of === 'total' ? undefined : history.hourlyCandles(of)
  // What few markets are recorded by the hour for: the largest moves them all.
  const asset = own ? of : 'bitcoin'
  const candles = own ?? history.hourlyCandles('bitcoin')
  if (!candles) return []
  return farMoves(candles, from, to, FAR).flatMap(({ time, change }): ChartEvent[] => {
    const candle = candleAt(candles, time)
    if (candle && isWickGlitch(candle, change > 0 ? 'high' : 'low')) return []
    return [{ at: time, kind: 'move', asset, change, weight: 1 + Math.abs(change) }]
  })
}

function levelsIn(history: History, asset: AssetId | 'total', from: Instant, to: Instant): ChartEvent[] {
  const step = STEPS[asset]
  const of = reachedBy(history, asset, to - from <= LONGEST_BY_HOUR)
  if (step === undefined || !of) return []
  const away = Math.max(LEAST_AWAY, (to - from) / 4)
  // A snapshot of the boundary itself is in the span.
  return firstTouches(of.reached, from, of.by === 'snapshot' ? to + 1 : to, step).flatMap(
    (touch): ChartEvent[] => {
      const { time, level, direction } = touch
      const days = of.by === 'hour' ? history.dailyCandles(asset) : undefined
      const { since, first } = sinceOf(touch, of.reached, days)
      if (since === undefined || time - (since ?? first) < away) return []
      const weight = level % (GREAT * step) === 0 || asset === 'total' ? 0.8 : 0.4
      return [{ at: time, kind: 'level', asset, level, direction, by: of.by, since, weight }]
    },
  )
}

interface Since {
  readonly since: Touch['since']
  /** Where the record that was looked through begins. */
  readonly first: Instant
}

/** Where the hours on record never were on that side, the days before them may have been. */
function sinceOf({ since, level, direction }: Touch, reached: Reached, days: Reached | undefined): Since {
  const first = reached.times[0] as number
  if (since !== null || !days || !((days.times[0] as number) < first)) return { since, first }
  const wasThere = (i: number) =>
    direction === 'down' ? (days.low[i] as number) < level : (days.high[i] as number) >= level
  let day = indexAtOrBefore(days.times, first - DAY)
  while (day >= 0 && !wasThere(day)) day--
  return { since: day < 0 ? null : (days.times[day] as number), first: days.times[0] as number }
}

function reachedBy(
  history: History,
  asset: AssetId | 'total',
  byHour: boolean,
): { readonly reached: Reached; readonly by: NonNullable<ChartEvent['by']> } | undefined {
  if (asset === 'total') {
    const total = history.totalMarketCap
    return total && { reached: single(total), by: 'snapshot' }
  }
  const hours = byHour ? history.hourlyCandles(asset) : undefined
  if (hours) return { reached: hours, by: 'hour' }
  const days = history.dailyCandles(asset)
  return days && { reached: single({ times: days.times, values: days.close }), by: 'close' }
}

function single({ times, values }: Series): Reached {
  return { interval: DAY, times, high: values, low: values, close: values }
}

/** Decisions on rates: those of the United States and of Japan before others. */
const BANKS: Readonly<Record<string, number>> = { us: 0.6, jp: 0.5 }

function decisionsIn({ calendar }: History, from: Instant, to: Instant): ChartEvent[] {
  const [first, last] = [dayOf(floorToDay(from)), dayOf(to - 1)]
  const isDecision = ({ kind, date }: CalendarEntry) => kind === 'meeting' && date >= first && date <= last
  return calendar.filter(isDecision).map(({ date, country, nameEn, nameJa }) => ({
    at: startOfDay(date),
    kind: 'calendar',
    country,
    name: { en: nameEn, ja: nameJa },
    weight: BANKS[country] ?? 0.3,
  }))
}
