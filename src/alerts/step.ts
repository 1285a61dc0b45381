/**
 * The state machine of one watch: what a new value, or the end of a wait, makes of it. Pure: the store moves a watch only
 * while it is as it was read here, so that nothing fires twice.
 *
 * ```
 * armed --crossed--> pending --held--> fired --once--> done
 *   ^                  |                 |
 *   +---- fell back ---+                 v back beyond the re-arming level
 *   +---- cool-down over ---- cooling <--+--> armed, where the cool-down is over
 * waiting --back--> armed          snoozed --wakes--> armed, waiting or fired
 * ```
 */
import type { FiringKind, KnownValue, Watch, WatchState } from '#src/chat/alert.ts'
import { isThere } from '#src/market/watched.ts'

/** A value that is to be judged, beside the last one that was. */
export interface Judged extends KnownValue {
  readonly before?: KnownValue
  /** Milliseconds between two values from which on nobody saw what was in between. */
  readonly gap: number
  /** When it is judged, in milliseconds since 1970. */
  readonly now: number
}

/** What becomes of a watch. */
export interface Move {
  readonly state: WatchState
  /** As in `Watch`; undefined is none. */
  readonly since?: number | undefined
  readonly wakeAt?: number | undefined
  /** What it reports, if anything. */
  readonly reports?: {
    readonly kind: FiringKind
    readonly late: boolean
    /** False where it is kept in the history alone: nobody saw the market for hours. */
    readonly isPosted: boolean
  }
  /** Of a `move`: what its levels are counted from now on, on both sides. */
  readonly anchor?: number
}

/** Milliseconds without a view of the market after which a crossing is no news any more. */
export const NEWS_FOR = 6 * 3_600_000

/** Whether a value is where a watch fires. */
export function isBeyond(
  { series, side, fire }: Pick<Watch, 'series' | 'side' | 'fire'>,
  value: number,
): boolean {
  return isThere(series, { side, level: fire }, value)
}

/**
 * Whether a value has come back as far as a watch needs before it may fire again. One whose re-arming level lies beyond its level needs no
 * more than its cool-down.
 */
export function isBack({ side, rearm }: Pick<Watch, 'side' | 'rearm'>, value: number): boolean {
  return side * (value - rearm) <= 0
}

/** What a value makes of a watch; undefined where it stays as it is. */
export function onValue(watch: Watch, judged: Judged): Move | undefined {
  const { value, now } = judged
  switch (watch.state) {
    case 'armed':
      return isBeyond(watch, value) ? crossed(watch, judged) : undefined
    case 'pending':
      return isBeyond(watch, value) ? held(watch, judged) : { state: 'armed' }
    case 'fired':
      return isBack(watch, value) ? cameBack(watch, now) : undefined
    case 'waiting':
      return isBack(watch, value) && !isBeyond(watch, value) ? { state: 'armed' } : undefined
    default:
      return undefined
  }
}

/**
 * What the end of a wait makes of a watch: of a cool-down, of a snooze, until a reminder. `known` is the last judged value, where it is
 * no older than a gap; `isTold`: its owner had it snoozed, and hears what happened meanwhile.
 */
export function onWake(
  watch: Watch,
  now: number,
  {
    known,
    isTold,
    cadence,
  }: { readonly known: KnownValue | undefined; readonly isTold: boolean; readonly cadence: number },
): Move | undefined {
  switch (watch.state) {
    case 'cooling':
      // What crossed while it cooled was not waited for: the next crossing is.
      return {
        state: known && isBeyond(watch, known.value) && !isBack(watch, known.value) ? 'waiting' : 'armed',
      }
    case 'fired':
      return remind(watch, now, known, cadence)
    case 'snoozed':
      return wokenUp(watch, now, known, isTold)
    default:
      return undefined
  }
}

function crossed(watch: Watch, judged: Judged): Move {
  const { before, time } = judged
  // Nothing is known of what was before: there is no crossing to report.
  if (!before) return { state: 'waiting' }
  const isLate = time - before.time > judged.gap
  if (isLate || watch.hold === 0) return fire(watch, judged, isLate)
  return { state: 'pending', since: time }
}

function held(watch: Watch, judged: Judged): Move | undefined {
  const { before, time, gap } = judged
  const unseen = before && time - before.time > gap ? time - before.time : 0
  // While nobody sees the market, the time that it must hold stands still.
  const since = (watch.since ?? time) + unseen
  if (time - since >= watch.hold) return fire(watch, judged, false)
  return unseen > 0 ? { state: 'pending', since } : undefined
}

function fire({ repeat, moveBy }: Watch, { value, time, before, now }: Judged, late: boolean): Move {
  const isPosted = !late || time - (before?.time ?? time) <= NEWS_FOR
  const reports = { kind: 'crossed', late, isPosted } as const
  // What is kept in the history alone was not heard of: the next crossing is.
  if (repeat.kind === 'once') return { state: isPosted ? 'done' : 'waiting', reports }
  if (moveBy !== undefined) return { state: 'armed', since: now, reports, anchor: value }
  const wakeAt = repeat.kind === 'remind' ? now + repeat.gap : undefined
  return { state: 'fired', since: now, wakeAt, reports }
}

function cameBack({ repeat, since }: Watch, now: number): Move {
  const gap = repeat.kind === 'once' ? 0 : repeat.gap
  // A clock that was set back must not make the wait longer than it is.
  const until = Math.min(since ?? now, now) + gap
  return until <= now ? { state: 'armed' } : { state: 'cooling', since, wakeAt: until }
}

function remind(watch: Watch, now: number, known: KnownValue | undefined, cadence: number): Move | undefined {
  const { repeat, since } = watch
  if (repeat.kind !== 'remind') return { state: 'fired', since }
  if (!known) return { state: 'fired', since, wakeAt: now + cadence }
  const next = { state: 'fired', since, wakeAt: now + repeat.gap } as const
  if (!isBeyond(watch, known.value)) return next
  return { ...next, reports: { kind: 'reminder', late: false, isPosted: true } }
}

function wokenUp(watch: Watch, now: number, known: KnownValue | undefined, isTold: boolean): Move {
  const { since } = watch
  if (since !== undefined) {
    // It had fired before its snooze: nothing new has happened as long as the value has not come back.
    if (!known || !isBack(watch, known.value)) return { state: 'fired', since, ...reminderOf(watch, now) }
    return cameBack(watch, now)
  }
  if (!known || !isBeyond(watch, known.value)) return { state: 'armed' }
  const reports = { kind: 'meanwhile', late: false, isPosted: true } as const
  return { state: 'waiting', ...(isTold && { reports }) }
}

function reminderOf({ repeat }: Watch, now: number): { readonly wakeAt?: number } {
  return repeat.kind === 'remind' ? { wakeAt: now + repeat.gap } : {}
}

/** How a new watch begins, beside the value that is known: nothing rings for a level that is passed already. */
export function beginning(
  rule: Pick<Watch, 'series' | 'side' | 'fire'>,
  known: KnownValue | undefined,
): Extract<WatchState, 'armed' | 'waiting'> {
  return known && isBeyond(rule, known.value) ? 'waiting' : 'armed'
}

/** The levels of a watch on a `move` that are counted from a value. */
export function levelsFrom(
  { side, moveBy }: Pick<Watch, 'side' | 'moveBy'>,
  anchor: number,
): { readonly fire: number; readonly rearm: number } {
  return { fire: anchor * (1 + side * (moveBy ?? 0)), rearm: anchor }
}
