/** When a message may leave a box: quiet hours, a minute between two, the most a day. Wall times are of the box's zone. */
import type { DueBox, Listed } from '#src/store/alerts/boxes.ts'

/** Minutes of the day; from the first to before the second, through midnight where that is earlier. */
export interface QuietHours {
  readonly from: number
  readonly to: number
}

/** What holds for a box. */
export interface BoxRules {
  readonly zone: string
  readonly quiet?: QuietHours | undefined
  /** Messages a day. */
  readonly most: number
}

export type Decision =
  | { readonly kind: 'send'; readonly day: string; readonly listed?: Listed }
  | { readonly kind: 'hold'; readonly until: number; readonly listed?: Listed }

/** Milliseconds between two messages to a chat. */
const APART = 60_000
/** When what is too much for a day is sent on the next. */
const MORNING = 8 * 60

/** `23:00-07:00`; undefined for what is none, and for hours that begin when they end. */
export function parseQuiet(text: string | undefined): QuietHours | undefined {
  const [, ...digits] = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text ?? '') ?? []
  const [fromHour, fromMinute, toHour, toMinute] = digits.map(Number)
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined)
    return undefined
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute]
  const isDay = fromHour < 24 && toHour < 24 && fromMinute < 60 && toMinute < 60
  return isDay && from !== to ? { from, to } : undefined
}

/** When quiet hours that hold at an instant end; undefined where none do. */
export function quietUntil({ from, to }: QuietHours, zone: string, now: number): number | undefined {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const minute = local.hour * 60 + local.minute
  const wraps = from > to
  const isQuiet = wraps ? minute >= from || minute < to : minute >= from && minute < to
  if (!isQuiet) return undefined
  const end = atMinute(wraps && minute >= from ? local.add({ days: 1 }) : local, to)
  // Where the clocks are set back the same minute comes twice: it has ended the first time.
  return end > now ? end : undefined
}

export function decide(box: DueBox, { zone, quiet, most }: BoxRules, now: number): Decision {
  const until = quiet && quietUntil(quiet, zone, now)
  if (until !== undefined) return { kind: 'hold', until, listed: 'quiet' }
  const free = (box.lastAt ?? 0) + APART
  // A clock that was set back makes no wait longer than it is.
  if (free > now && (box.lastAt ?? 0) <= now) return { kind: 'hold', until: free }
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const day = local.toPlainDate().toString()
  const sent = box.day === day ? box.sentToday : 0
  if (sent >= most) return { kind: 'hold', until: nextMorning(local), listed: 'full' }
  const listed = box.listed ?? (sent === most - 1 ? 'last' : undefined)
  return { kind: 'send', day, ...(listed && { listed }) }
}

function nextMorning(local: Temporal.ZonedDateTime): number {
  return atMinute(local.add({ days: 1 }), MORNING)
}

function atMinute(local: Temporal.ZonedDateTime, minute: number): number {
  const plainTime = { hour: Math.floor(minute / 60), minute: minute % 60 }
  return local.toPlainDate().toZonedDateTime({ timeZone: local.timeZoneId, plainTime }).epochMilliseconds
}
