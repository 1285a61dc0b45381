/**
 * A tick: the watched series are observed, their values written, and then judged in the index of the store; what time does to alerts
 * follows. Costs what changed. Two at once do no harm, and after a kill the next one begins with what was not judged.
 */
import { setImmediate } from 'node:timers/promises'
import {
  cadenceOf,
  hasValue,
  type MissingReading,
  parseSeries,
  type VenueAnswers,
  type WatchedReading,
} from '#src/market/watched.ts'
import type {
  AlertWork,
  AppliedMove,
  SilentSeries,
  UnjudgedValue,
  WatchedRow,
} from '#src/store/alerts/port.ts'
import { gapOf, type Refusal, refusalOf } from './admit.ts'
import type { Cadence } from './resolution.ts'
import { type Move, onValue, onWake } from './step.ts'

export interface TickParts {
  readonly work: AlertWork
  /** The values of these series now, of those that have one; of others why, where that is known. */
  readonly observe: (series: readonly WatchedRow[]) => Promise<readonly (WatchedReading | MissingReading)[]>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** How far apart values are, where not as when venues are asked. */
  readonly cadence?: Cadence
  /** Since when this process watches: what was silent before is not its own blindness. */
  readonly since: number
}

/** What a tick did. */
export interface Ticked {
  readonly series: number
  /** Series without a confirmed value for three of their cadences. */
  readonly blind: number
  readonly written: number
  readonly reported: number
  readonly refused: Readonly<Partial<Record<Refusal, number>>>
}

/** Watches in one transaction, at most: on a common machine some 20 milliseconds of SQLite's thread. */
const SLICE = 400
/** Values that are written in one transaction. */
const VALUES = 400
/** Silent series that are reported in one transaction. */
const SILENCES = 50
/** Series whose watches are looked for at once, and watches that are read at once. */
const [SERIES, WATCHES] = [250, 1000]
/** Milliseconds from a firing until it is gathered. */
export const COALESCING = 5000
/** Milliseconds without a value after which owners hear of it, and after which they are asked whether to go on. */
const [SILENT, GONE] = [3_600_000, 7 * 86_400_000]
/** Milliseconds before its end in which an alert is reported. */
const AHEAD = 3 * 86_400_000

export async function tick(parts: TickParts): Promise<Ticked> {
  const { work, observe, now } = parts
  let reported = await judge(parts)
  const watched = await work.watched()
  const { values, refused, answers } = admitted(watched, await observe(watched), now())
  const written = await write(work, values)
  reported += await judge(parts)
  reported += await wake(parts)
  const times = { now: now(), flushAt: now() + COALESCING }
  await work.wakeAlerts(times.now)
  await work.endExpired(times.now)
  reported += await work.reportExpiring({ ...times, ahead: AHEAD })
  const silent = await reportSilent(parts, answers, times)
  return {
    series: watched.length,
    blind: silent.blind,
    written,
    reported: reported + silent.reported,
    refused,
  }
}

/** In parts, so that questions and answers come between. */
async function write(work: AlertWork, values: readonly WatchedReading[]): Promise<number> {
  let written = 0
  for (let from = 0; from < values.length; from += VALUES) {
    written += await work.write(values.slice(from, from + VALUES))
  }
  return written
}

function admitted(
  watched: readonly WatchedRow[],
  readings: readonly (WatchedReading | MissingReading)[],
  now: number,
) {
  const byName = new Map(watched.map((row) => [row.name, row]))
  const refused: Partial<Record<Refusal, number>> = {}
  const answers = new Map<string, VenueAnswers>()
  const values = readings.flatMap((reading) => {
    if (!hasValue(reading)) {
      answers.set(reading.series, reading.answers)
      return []
    }
    const row = byName.get(reading.series)
    if (!row) return []
    // Its value is not compared here: only the time of the last one counts.
    const last = row.isKnown ? { time: row.time, value: Number.NaN } : undefined
    const refusal = refusalOf(reading, last, now)
    if (refusal === undefined) return [reading]
    refused[refusal] = (refused[refusal] ?? 0) + 1
    return []
  })
  return { values, refused, answers }
}

/** Judges all values that are written and were not judged; gives how many watches report. */
async function judge({ work, now, cadence }: TickParts): Promise<number> {
  const values = await work.unjudged()
  let reported = 0
  for (let from = 0; from < values.length; from += SERIES) {
    const some = values.slice(from, from + SERIES)
    reported += await judgeSome(work, some, { now, cadence })
    await work.judged(some)
    // Questions and answers come between.
    await setImmediate()
  }
  return reported
}

async function judgeSome(
  work: AlertWork,
  values: readonly UnjudgedValue[],
  { now, cadence }: Pick<TickParts, 'now'> & { readonly cadence: Cadence | undefined },
): Promise<number> {
  const byId = new Map(values.map((value) => [value.id, value]))
  const [first, last] = [values[0]?.id ?? 0, values.at(-1)?.id ?? 0]
  let [reported, after] = [0, 0]
  for (;;) {
    const found = await work.found({ first, last, after, most: WATCHES })
    const moves = found.flatMap(({ watch, of }): AppliedMove[] => {
      const value = byId.get(of)
      const gap = gapOf(watch.series, cadence)
      const move = value && onValue(watch, { ...value, gap, now: now() })
      return move ? [{ ...appliedOf(watch, move), time: value.time }] : []
    })
    reported += await apply(work, moves, now)
    if (found.length < WATCHES) return reported
    after = found.at(-1)?.watch.id ?? Number.MAX_SAFE_INTEGER
  }
}

async function wake({ work, now, cadence: own = cadenceOf }: TickParts): Promise<number> {
  let reported = 0
  for (;;) {
    const at = now()
    const woken = await work.woken(at, WATCHES)
    const moves = woken.flatMap(({ watch, known, isTold }) => {
      const series = parseSeries(watch.series)
      const isFresh = known && at - known.time <= gapOf(watch.series, own)
      const cadence = series ? own(series) : AHEAD
      const move = onWake(watch, at, { known: isFresh ? known : undefined, isTold, cadence })
      return [appliedOf(watch, move ?? { state: watch.state, since: watch.since })]
    })
    reported += await apply(work, moves, now)
    if (woken.length < WATCHES) return reported
  }
}

async function apply(work: AlertWork, moves: readonly AppliedMove[], now: () => number): Promise<number> {
  let count = 0
  // Slices of one size: a small last one costs nearly as much as a full one.
  const size = Math.ceil(moves.length / Math.ceil(moves.length / SLICE))
  for (let from = 0; from < moves.length; from += size) {
    const at = now()
    const { reported } = await work.apply(moves.slice(from, from + size), {
      now: at,
      flushAt: at + COALESCING,
    })
    count += reported
    await setImmediate()
  }
  return count
}

function appliedOf(
  {
    id,
    step,
    state: from,
  }: { readonly id: number; readonly step: number; readonly state: AppliedMove['from'] },
  { state: to, since, wakeAt, reports, anchor }: Move,
): AppliedMove {
  return {
    ...{ id, step, from, to },
    ...(since !== undefined && { since }),
    ...(wakeAt !== undefined && { wakeAt }),
    ...(reports && { reports }),
    ...(anchor !== undefined && { anchor }),
  }
}

/** Reports series that have fallen silent, once each. */
async function reportSilent(
  { work, since, cadence }: TickParts,
  answers: ReadonlyMap<string, VenueAnswers>,
  times: { readonly now: number; readonly flushAt: number },
): Promise<{ readonly blind: number; readonly reported: number }> {
  const silent: Readonly<Record<'blind' | 'gone', SilentSeries[]>> = { blind: [], gone: [] }
  let blind = 0
  for (const { id, name, time, blindTold } of await work.watched()) {
    const series = parseSeries(name)
    // That there is no price is what such a series is there to say.
    if (!series || series.kind === 'stale') continue
    const gap = gapOf(name, cadence)
    if (times.now - time > gap) blind += 1
    const silence = times.now - Math.max(time, since)
    const one = { id, answers: answers.get(name) }
    if (silence > Math.max(gap, SILENT) && blindTold === 0) silent.blind.push(one)
    else if (times.now - time > Math.max(gap, GONE) && blindTold === 1) silent.gone.push(one)
  }
  let reported = 0
  for (const kind of ['blind', 'gone'] as const) {
    for (let from = 0; from < silent[kind].length; from += SILENCES)
      reported += await work.reportBlind(silent[kind].slice(from, from + SILENCES), kind, times)
  }
  return { blind, reported }
}
