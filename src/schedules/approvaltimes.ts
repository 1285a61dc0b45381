/** When a run that moderators approve is given up, or posted without them. */
import type { Plan } from '#src/chat/schedule.ts'
import { LATE_AFTER } from '#src/store/enqueuedue.ts'

const HOUR = 3_600_000

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
