/** When a run that moderators approve is given up, or posted without them. */
import { FLASH_NEWS } from '#src/chat/flash.ts'
import { parseQuiet, quietSince, quietUntil } from '#src/chat/quiet.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { LATE_AFTER } from '#src/store/enqueuedue.ts'

const HOUR = 3_600_000
/** Milliseconds before quiet hours by which a flash is decided: what is not on its way when they begin is held. */
const BEFORE_QUIET = 60_000

/** Milliseconds since 1970; without a rule the deadline is when the run is due. */
export interface ApprovalTimes {
  readonly deadline: number
  /** After that it cannot be posted any more. */
  readonly expiresAt: number
}

export function recapTimes({ approval, grace }: Plan, fireAt: number): ApprovalTimes {
  return {
    deadline: fireAt + (approval?.hours ?? 0) * HOUR,
    expiresAt: fireAt + Math.max(grace, LATE_AFTER),
  }
}

/**
 * A flash is asked for when it is confirmed, at `fireAt`, and can be posted while it is news. A deadline in quiet hours
 * is when they end, so that moderators keep their time; where that is too late, it is a minute before they begin.
 */
export function flashTimes(plan: Plan, fireAt: number, settledAt: number): ApprovalTimes {
  const expiresAt = Math.max(settledAt + FLASH_NEWS, fireAt + LATE_AFTER)
  const usual = fireAt + (plan.approval?.hours ?? 0) * HOUR
  const quiet = quietOf(plan)
  const end = quiet && quietUntil(quiet, plan.zone, usual)
  if (quiet === undefined || end === undefined) return { deadline: usual, expiresAt }
  const before = quietSince(quiet, plan.zone, usual) - BEFORE_QUIET
  return { deadline: end < expiresAt ? end : Math.max(fireAt, before), expiresAt }
}

/** When quiet hours of a chat's flashes end that hold now; undefined where none do. */
export function quietEnd(plan: Pick<Plan, 'what' | 'zone'>, now: number): number | undefined {
  const quiet = quietOf(plan)
  return quiet && quietUntil(quiet, plan.zone, now)
}

function quietOf({ what }: Pick<Plan, 'what'>) {
  return what.kind === 'flash' ? parseQuiet(what.quiet) : undefined
}
