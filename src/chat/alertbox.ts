/** A box: what the alerts of one chat have to report leaves by it, a message at a time. */
import type { Plan, What } from './schedule.ts'

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

/** What the schedule behind a box posts: the firings of the delivery. No command is named so. */
export const FIRINGS: What = { kind: 'command', name: 'alerts.firings', args: {} }

/** Whether a plan is that of a box. */
export function isBoxPlan({ what }: Pick<Plan, 'what'>): boolean {
  return what.kind === 'command' && what.name === 'alerts.firings'
}
