/** How often an alert would have fired in the last days, by the record: the same watches, moved by the past's values. */
import {
  type AlertPlan,
  type KnownValue,
  type NewWatch,
  type Repeat,
  type Watch,
  WATCHLIST,
} from '#src/chat/alert.ts'
import type { History } from '#src/market/history.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { ANY, parseSeries } from '#src/market/watched.ts'
import { lastWeekAt, type Week, weekBefore } from '#src/market/week.ts'
import { extremesInSteps } from '#src/services/extremes.ts'
import type { Extreme } from '#src/services/extremes/extreme.ts'
import { atOnce, type Steps } from '#src/services/steps.ts'
import { type KnownNow, normalise } from './normalise.ts'
import { usualMove } from './now.ts'
import { type Past, pastOf } from './past.ts'
import { lastsFor } from './settled.ts'
import { levelsFrom, type Move, onValue, onWake } from './step.ts'

export interface Rehearsal {
  readonly count: number
  /** When it would have fired last. */
  readonly last?: Instant
  /** How far apart the values on record are, in milliseconds: what happened in between is not counted. */
  readonly every: number
  /** Days that were looked at: 90, or fewer where the record is younger. */
  readonly days: number
}

const DAYS = 90

type Rules = Pick<AlertPlan, 'condition' | 'repeat' | 'hold'>

/** Undefined where the record has no values so close together, or none at all. */
export function rehearse(
  rules: Rules,
  history: History,
  known: Pick<KnownNow, 'watchlist'>,
): Rehearsal | undefined {
  return atOnce(rehearseInSteps(rules, history, known))
}

/** As `rehearse`, where the ledger of extremes is asked a group of a week at a time. */
export function* rehearseInSteps(
  rules: Rules,
  history: History,
  { watchlist }: Pick<KnownNow, 'watchlist'>,
): Steps<Rehearsal | undefined> {
  const { condition } = rules
  if (condition.kind === 'extreme') return countExtremes(rules, condition, yield* lastExtremes(history))
  const from = history.now - DAYS * DAY
  const pasts = new Map<string, Past | undefined>()
  const past = (name: string) => {
    if (!pasts.has(name)) {
      const series = parseSeries(name)
      pasts.set(name, series && pastOf(series, history, from))
    }
    return pasts.get(name)
  }
  const known: KnownNow = {
    value(name) {
      const [first] = past(name)?.points ?? []
      return first && { time: first[0], value: first[1] }
    },
    usualMove: (asset) => usualMove(asset, history),
    watchlist,
    now: from,
  }
  // What would end with its first firing is counted as if it went on.
  const repeat: Repeat =
    rules.repeat.kind === 'once' ? { kind: 'each', gap: 0 } : { ...rules.repeat, kind: 'each' }
  const watches = normalise({ ...rules, repeat }, known)
  const groups = [...Map.groupBy(watches, ({ series }) => series)]
  const runs = groups.flatMap(([series, own]) => {
    const values = past(series)
    return values ? [{ values, fired: firedIn(own, values) }] : []
  })
  const isWhole = runs.length === groups.length || condition.asset === WATCHLIST
  if (runs.length === 0 || !isWhole) return undefined
  const times = runs.flatMap(({ fired }) => fired)
  const every = Math.max(...runs.map(({ values }) => values.every))
  const starts = runs.map(({ values }) => values.points[0]?.[0] ?? history.now)
  const days = Math.min(DAYS, Math.round((history.now - Math.min(...starts) + every) / DAY))
  return { count: times.length, every, days, ...(times.length > 0 && { last: Math.max(...times) }) }
}

/**
 * When the watches of one series report what is posted. Between two values on record the last one stands, as in a replay: what has to
 * hold holds until the next. What waits has its turn after the value of the same instant, as in a tick.
 */
function firedIn(rules: readonly NewWatch[], { points, every }: Past): readonly Instant[] {
  const fired: Instant[] = []
  const gap = 3 * every
  let watches = rules.map((rule, id): Watch => ({ ...rule, id, alert: '', step: 0 }))
  let before = rules[0]?.before
  const judge = (value: number, time: Instant) => {
    const anchors: number[] = []
    watches = watches.map((watch) => {
      const move = onValue(watch, { value, time, now: time, gap, ...(before && { before }) })
      if (!move) return watch
      if (move.reports?.isPosted) fired.push(time)
      if (move.anchor !== undefined) anchors.push(move.anchor)
      return moved(watch, move)
    })
    const anchor = anchors.at(-1)
    if (anchor !== undefined) watches = watches.map((watch) => ({ ...watch, ...levelsFrom(watch, anchor) }))
    before = { time, value }
  }
  const wakeUntil = (until: Instant) => {
    watches = watches.map((watch) => {
      const at = watch.wakeAt
      if (at === undefined || at > until) return watch
      return wake(watch, at, before && at - before.time <= gap ? before : undefined)
    })
  }
  for (const [index, [time, value]] of points.entries()) {
    wakeUntil(time - 1)
    judge(value, time)
    wakeUntil(time)
    const next = points[index + 1]?.[0] ?? Number.POSITIVE_INFINITY
    const held = Math.min(...watches.map(({ state, hold }) => (state === 'pending' ? time + hold : next)))
    if (held < Math.min(next, time + every)) judge(value, held)
  }
  return fired
}

function wake(watch: Watch, time: Instant, known: KnownValue | undefined): Watch {
  const move = onWake(watch, time, { known, isTold: false, cadence: 0 })
  return move ? moved(watch, move) : watch
}

function moved(watch: Watch, { state, since, wakeAt }: Move): Watch {
  const { since: _, wakeAt: __, ...rest } = watch
  return { ...rest, state, ...(since !== undefined && { since }), ...(wakeAt !== undefined && { wakeAt }) }
}

/** By the ledger of the weeks: the extremes that stand on each day. What a week's later extreme has replaced is not in it. */
function countExtremes(
  rules: Rules,
  { of, side, weeks }: Extract<AlertPlan['condition'], { kind: 'extreme' }>,
  { entries, from, to }: LastExtremes,
): Rehearsal {
  const own = entries.filter(
    (entry) => entry.kind === side && (of === ANY || entry.series === of) && entry.weeks >= weeks,
  )
  const points: [Instant, number][] = []
  for (let day = from; day <= to; day += DAY) {
    const standing = own.filter(({ at }) => at <= day && day - at <= lastsFor(of))
    points.push([day, standing.reduce((most, entry) => Math.max(most, entry.weeks), 0)])
  }
  const known: KnownNow = {
    value: () => points[0] && { time: points[0][0], value: points[0][1] },
    ...{ usualMove: () => undefined, watchlist: [], now: from },
  }
  const repeat: Repeat = { kind: 'each', gap: rules.repeat.kind === 'once' ? 0 : rules.repeat.gap }
  const fired = firedIn(normalise({ ...rules, repeat }, known), { points, every: DAY })
  const last = fired.at(-1)
  const days = Math.round((to - from) / DAY)
  return { count: fired.length, every: 7 * DAY, days, ...(last !== undefined && { last }) }
}

interface LastExtremes {
  readonly entries: readonly Pick<Extreme, 'series' | 'kind' | 'weeks' | 'at'>[]
  readonly from: Instant
  readonly to: Instant
}

/** What the ledger reports of the last weeks. */
function* lastExtremes(history: History): Steps<LastExtremes> {
  const remembered = known.get(history)
  if (remembered) return remembered
  const oldest = Math.max(history.now - DAYS * DAY, history.from)
  const last = lastWeekAt(history.now)
  let week: Week = last
  const entries: LastExtremes['entries'][number][] = []
  for (; week.start >= oldest; week = weekBefore(week)) {
    for (const { series, kind, weeks, at, guard } of yield* extremesInSteps(history, week))
      if (guard === undefined) entries.push({ series, kind, weeks, at })
    yield
  }
  const made = { entries, from: week.end, to: last.end }
  known.set(history, made)
  return made
}

/** A history never changes, and is asked for each draft. */
const known = new WeakMap<History, LastExtremes>()
