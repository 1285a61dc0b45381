/**
 * A record that passes before the engine: ticks, store and gathering as in the program, at the times at which something can change. Each
 * alert has an owner and a chat of its own.
 */
import { gatherDue } from '#src/alerts/gather.ts'
import { normalise, seriesOf } from '#src/alerts/normalise.ts'
import { usualMove } from '#src/alerts/now.ts'
import { pastOf } from '#src/alerts/past.ts'
import { stepAt } from '#src/alerts/replayed.ts'
import { cadenceIn } from '#src/alerts/resolution.ts'
import { settledValue } from '#src/alerts/settled.ts'
import { tick, type TickParts } from '#src/alerts/tick.ts'
import { readAlertLine } from '#src/bot/alerts/line.ts'
import type { AlertPlan, Firing } from '#src/chat/alert.ts'
import { createWords } from '#src/i18n/words.ts'
import { historyAt } from '#src/market/asof.ts'
import type { History } from '#src/market/history.ts'
import { DAY, floorToDay, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { hasValue, needsMinutes, parseSeries, printSeries, type WatchedReading } from '#src/market/watched.ts'
import type { AlertWork } from '#src/store/alerts/port.ts'
import { openStore } from '#src/store/open.ts'

export interface YearParts {
  readonly history: History
  /** As they are typed; what would end with its first firing goes on. */
  readonly lines: readonly string[]
  /** Milliseconds since 1970. */
  readonly from: Instant
  readonly to: Instant
  /** A folder for the store. */
  readonly home: string
  /** Milliseconds between ticks; an hour unless set. What settles can be judged more rarely. */
  readonly every?: number
  /** Other values than the record's. */
  readonly observing?: (parts: {
    readonly work: Pick<AlertWork, 'sample' | 'samples'>
    readonly now: () => Instant
  }) => TickParts['observe']
}

export interface YearOf {
  readonly line: string
  /** Crossings and reminders, in the order in which they were judged. */
  readonly firings: readonly Firing[]
  /** What was reported of series without a value. */
  readonly notes: readonly Firing[]
  /** Messages of these, by the time at which the first of theirs was judged. */
  readonly messages: readonly Instant[]
}

export function planOf(
  line: string,
  history: History,
  now: Instant,
): Pick<AlertPlan, 'condition' | 'repeat' | 'hold'> {
  const read = readAlertLine(line, { history, words: createWords('en', 'UTC', now), now })
  if (read.kind !== 'draft') throw new Error(`“${line}” is no alert: ${JSON.stringify(read)}`)
  const { condition, repeat, hold } = read.draft
  return { condition, hold, repeat: repeat.kind === 'once' ? { kind: 'each', gap: 0 } : repeat }
}

export async function replayYear(parts: YearParts): Promise<readonly YearOf[]> {
  const { history, lines, from, to, home } = parts
  const store = await openStore(home)
  let now = from
  try {
    const begin = historyAt(history, from)
    const observe =
      parts.observing?.({ work: store.alertWork, now: () => now }) ??
      createYearObserve(history, from, () => now)
    const cadence = cadenceIn(begin)
    const alerts = []
    for (const [index, line] of lines.entries()) {
      const plan = planOf(line, history, from)
      const rows = seriesOf(plan.condition).map((series, id) => ({
        ...{ id, name: printSeries(series), time: from, isKnown: false, blindTold: 0 as const },
      }))
      const values = new Map((await observe(rows)).filter(hasValue).map((one) => [one.series, one]))
      const known = {
        value: (name: string) => values.get(name),
        usualMove: (asset: string) => usualMove(asset, history),
        watchlist: [],
        cadence,
        now,
      }
      const target = `telegram:${index + 1}`
      const look = { language: 'en', zone: 'UTC', theme: 'light', colors: 'standard' } as const
      const added = await store.alerts.add({
        owner: `member:telegram:${index + 1}`,
        plan: { ...plan, target, until: to + 10 * DAY, silent: false, look },
        watches: normalise(plan, known),
        now,
        most: { alerts: 1000, watches: 1000, total: 1000 },
      })
      if (added === 'full') throw new Error('full')
      alerts.push({ line, id: added.id })
    }
    for (const at of timesIn(from, to, parts.every ?? HOUR)) {
      now = at
      await tick({ work: store.alertWork, observe, cadence, now: () => now, since: from })
      now = at + 6000
      await gatherDue({
        work: store.alertWork,
        settings: async () => ({}),
        now: () => now,
        onGathered: () => {},
      })
    }
    return await Promise.all(
      alerts.map(async ({ line, id }) => {
        const all = (await store.alerts.firings(id, 100_000)).toReversed()
        const isFiring = ({ kind }: Firing) => kind === 'crossed' || kind === 'reminder'
        const firings = all.filter(isFiring)
        const messages = Map.groupBy(firings, ({ delivery, watch, step }) => delivery ?? `${watch} ${step}`)
        return {
          line,
          firings,
          notes: all.filter((one) => !isFiring(one)),
          messages: [...messages.values()].map(([first]) => first?.seenAt ?? from),
        }
      }),
    )
  } finally {
    await store.close()
  }
}

/** Each of them, a minute after it, ten minutes after a settlement, and before the next. */
function timesIn(from: Instant, to: Instant, every: number): readonly Instant[] {
  const times: Instant[] = []
  for (let at = from + every; at <= to; at += every) {
    times.push(at, at + MINUTE)
    if (at % (8 * HOUR) === 0) times.push(at + 10 * MINUTE)
    times.push(at + every - MINUTE)
  }
  return times
}

/** The record's values, as a replay observes them, each series read once. */
export function createYearObserve(history: History, from: Instant, now: () => Instant): TickParts['observe'] {
  const pasts = new Map<string, ReturnType<typeof pastOf>>()
  let day = historyAt(history, floorToDay(from))
  return async (rows) => {
    const at = now()
    return rows.flatMap(({ name, time, isKnown }): readonly WatchedReading[] => {
      const series = parseSeries(name)
      if (!series) return []
      if (series.kind === 'extreme') {
        if (day.live?.checkedAt !== floorToDay(at)) day = historyAt(history, floorToDay(at))
        const value = settledValue(series, day, at)
        return value ? [{ series: name, ...value }] : []
      }
      if (!pasts.has(name)) pasts.set(name, pastOf(series, history, from - 60 * DAY))
      const past = pasts.get(name)
      if (!past) return []
      const waits = series.kind === 'funding' || series.kind === 'run' ? 10 * MINUTE : 0
      const last = indexBefore(past.points, at - waits)
      const near = past.points.slice(Math.max(0, last - 2), last + 1)
      const point = needsMinutes(series)
        ? stepAt({ ...past, points: near }, at, isKnown ? time : undefined)
        : near.at(-1)
      return point
        ? [
            {
              series: name,
              value: point[1],
              time: point[0],
              standing: 'confirmed',
              evidence: { sources: [] },
            },
          ]
        : []
    })
  }
}

function indexBefore(points: readonly (readonly [Instant, number])[], at: Instant): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((points[middle]?.[0] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
