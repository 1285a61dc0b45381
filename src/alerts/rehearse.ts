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
import { readExtremes } from '#src/services/extremes.ts'
import { rememberPerHistory } from '#src/services/memory.ts'
import type { Extreme } from '#src/services/extremes/extreme.ts'
import { type KnownNow, normalise } from './normalise.ts'
import { type Past, pastOf } from './past.ts'
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
  { watchlist }: Pick<KnownNow, 'watchlist'>,
): Rehearsal | undefined {
  const { condition } = rules
  if (condition.kind === 'extreme') return countExtremes(condition, history)
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
    usualMove: () => undefined,
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

/** When the watches of one series fire. */
function firedIn(rules: readonly NewWatch[], { points, every }: Past): readonly Instant[] {
  const fired: Instant[] = []
  // Readings that are further apart than it has to hold say no more than one of them.
  let watches = rules.map(
    (rule, id): Watch => ({ ...rule, id, alert: '', step: 0, hold: rule.hold < every ? 0 : rule.hold }),
  )
  let before = rules[0]?.before
  for (const [time, value] of points) {
    const anchors: number[] = []
    watches = watches.map((watch) => {
      const woken = watch.wakeAt !== undefined && watch.wakeAt <= time ? wake(watch, time, before) : watch
      const move = onValue(woken, { value, time, now: time, gap: 3 * every, ...(before && { before }) })
      if (!move) return woken
      if (move.reports) fired.push(time)
      if (move.anchor !== undefined) anchors.push(move.anchor)
      return moved(woken, move)
    })
    const anchor = anchors.at(-1)
    if (anchor !== undefined) watches = watches.map((watch) => ({ ...watch, ...levelsFrom(watch, anchor) }))
    before = { time, value }
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

/** Extremes of the last weeks, as the ledger has them: one a week and series. */
function countExtremes(
  { of, side, weeks }: Extract<AlertPlan['condition'], { kind: 'extreme' }>,
  history: History,
): Rehearsal {
  const { entries, days } = lastExtremes(history)
  const ends = entries
    .filter((entry) => entry.kind === side && (of === ANY || entry.series === of) && entry.weeks >= weeks)
    .map(({ end }) => end)
  return { count: ends.length, every: 7 * DAY, days, ...(ends.length > 0 && { last: Math.max(...ends) }) }
}

interface WeeksExtreme extends Pick<Extreme, 'series' | 'kind' | 'weeks'> {
  readonly end: Instant
}

/** What the ledger reports of the last weeks. */
const lastExtremes = rememberPerHistory(
  (history): { readonly entries: readonly WeeksExtreme[]; readonly days: number } => {
    const oldest = Math.max(history.now - DAYS * DAY, history.from)
    const last = lastWeekAt(history.now)
    const entries: WeeksExtreme[] = []
    let week: Week = last
    for (; week.start >= oldest; week = weekBefore(week)) {
      for (const { series, kind, weeks, guard } of readExtremes(history, week))
        if (guard === undefined) entries.push({ series, kind, weeks, end: week.end })
    }
    return { entries, days: Math.round((last.end - week.end) / DAY) }
  },
)
