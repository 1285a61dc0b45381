/** A box: what the alerts of one chat have to report leaves by it, a message at a time. */
import type { Plan, What } from './schedule.ts'

/** Of a chat: how its firings leave. */
export interface AlertBox {
  readonly target: string
  /** Whose alerts leave by it: a member by the name of their settings, a chat or a community. */
  readonly owner: string
  /** `blocked`: it refuses messages; nothing is sent until its owner resumes. */
  readonly state: 'open' | 'blocked'
  /** Why it refuses them. */
  readonly reason?: string
  /** The day of its zone, `2025-11-24`, on which it sent last, and how many messages it sent on it. */
  readonly day?: string
  readonly sent: number
  /** The most messages a day. */
  readonly most: number
}

/** A chat that has refused messages, with what is paused since. */
export interface Unreachable {
  readonly target: string
  /** Milliseconds since 1970; undefined where it was not written down. */
  readonly since?: number
  /** How many alerts are paused for that. */
  readonly alerts: number
  /** Whether their owner was notified of it. */
  readonly isTold: boolean
}

/** The boxes of an owner's alerts. */
export interface AlertBoxes {
  box(target: string): Promise<AlertBox | undefined>
  /** The chat takes no messages any more, as its platform reports: its alerts are paused without a send. */
  block(target: string, reason: 'kicked' | 'gone', now: number): Promise<void>
  /** Opens a blocked box, and resumes what was paused with it. */
  unblock(target: string, now: number): Promise<void>
  /** Chats in which alerts of an owner are paused as they refused messages; others may have been resumed since. */
  unreachable(owner: string): Promise<readonly Unreachable[]>
  /** An owner is notified of them. Gives false where they were before. */
  toldUnreachable(owner: string, now: number): Promise<boolean>
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
