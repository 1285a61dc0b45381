/** A box: what the alerts of one chat have to report leaves by it, a message at a time. */

/** Of a chat: how its firings leave. */
export interface AlertBox {
  readonly target: string
  /** `blocked`: it refuses messages; nothing is sent until its owner resumes. */
  readonly state: 'open' | 'blocked'
  /** The day of its zone, `2025-11-24`, on which it sent last, and how many messages it sent on it. */
  readonly day?: string
  readonly sent: number
  /** The most messages a day. */
  readonly most: number
}

/** Whose the schedule behind a chat's box is: no chat's and no member's, so that nobody sees it among theirs. */
export function boxOwner(target: string): string {
  return `${BOX}${target}`
}

/** Whether a schedule is the one behind a box. */
export function isBoxOwner(owner: string): boolean {
  return owner.startsWith(BOX)
}

const BOX = 'alerts:'
