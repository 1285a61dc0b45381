/** Rows of alerts as the rest of the program sees them. */
import type { Alert, AlertTrouble, Firing, FiringKind, Repeat, Watch, WatchState } from '#src/chat/alert.ts'
import { parseAlertPlan } from '#src/chat/alertschema.ts'
import type { AlertRow, FiringRow, WatchRow } from './rows.ts'

/** Undefined where its plan is one that this version cannot read. */
export function alertOf(row: AlertRow): Alert | undefined {
  const plan = parseAlertPlan(row.plan_json)
  if (!plan) return undefined
  return {
    ...plan,
    ...{ id: row.id, owner: row.owner, number: row.number, target: row.target, until: row.until },
    state: row.state as Alert['state'],
    ...(row.trouble !== null && { trouble: row.trouble as AlertTrouble }),
    ...(row.snoozed_until !== null && { snoozedUntil: row.snoozed_until }),
    ...{ revision: row.revision, createdAt: row.created_at },
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
  }
}

/** `name` is its series'. */
export function watchOf(row: WatchRow & { readonly name: string }): Watch {
  return {
    ...{ id: row.id, alert: row.alert, series: row.name, fire: row.fire, rearm: row.rearm, hold: row.hold },
    side: row.side as Watch['side'],
    repeat: repeatOf(row),
    ...(row.move_by !== null && { moveBy: row.move_by }),
    ...{ state: row.state as WatchState, step: row.step },
    ...(row.since !== null && { since: row.since }),
    ...(row.wake_at !== null && { wakeAt: row.wake_at }),
  }
}

function repeatOf({ repeat, gap }: WatchRow): Repeat {
  return repeat === 'once' ? { kind: 'once' } : { kind: repeat as 'each' | 'remind', gap }
}

/** `sent` is the state of its delivery, where that is known. */
export function firingOf(row: FiringRow, sent?: string | null): Firing {
  return {
    ...{ watch: row.watch, step: row.step, alert: row.alert, target: row.target, series: row.series },
    kind: row.kind as FiringKind,
    side: row.side as Firing['side'],
    ...{ level: row.level, seenAt: row.seen_at },
    ...(row.value !== null && row.time !== null && { value: row.value, time: row.time }),
    ...(row.before_value !== null &&
      row.before_time !== null && { before: { value: row.before_value, time: row.before_time } }),
    late: row.late === 1,
    evidence: row.evidence_json === null ? undefined : (JSON.parse(row.evidence_json) as unknown),
    fate: row.fate === 'gathered' ? fateOf(sent) : (row.fate as Firing['fate']),
    ...(row.delivery !== null && { delivery: row.delivery }),
    ...(row.listed !== null && { listed: row.listed as NonNullable<Firing['listed']> }),
  }
}

/** What became of a firing that was gathered. Deliveries of long ago are forgotten before what they reported. */
function fateOf(sent: string | null | undefined): Firing['fate'] {
  switch (sent) {
    case 'pending':
    case 'claimed':
    case 'sending':
      return 'waits'
    case 'uncertain':
      return 'uncertain'
    case 'failed':
    case 'dead':
    case 'expired':
    case 'skipped':
      return 'unposted'
    default:
      return 'posted'
  }
}
