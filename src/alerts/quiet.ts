/** When a message may leave a box: quiet hours, a minute between two, the most a day. Wall times are of the box's zone. */
import { atMinute, type QuietHours, quietUntil } from '#src/chat/quiet.ts'
import type { DueBox, Listed } from '#src/store/alerts/boxes.ts'

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
