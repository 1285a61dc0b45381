/** How long deliveries wait for what, in milliseconds. A call's time-out is shorter than the lease while it is made, and that is shorter than the nonce's window. */

export interface Timings {
  /** A claim holds this long unless it is renewed. */
  readonly claimLease: number
  /** A part may be with the platform this long. */
  readonly sendLease: number
  /** A nonce keeps a second message from being made, reckoned from the first call with it. */
  readonly nonceWindow: number
  /** A call has arrived or failed by then: it is made again only as long as that still lies within the nonce's window. */
  readonly longestCall: number
  /** Between two looks for what dead workers left. */
  readonly beat: number
  /** Between two looks for what is due. */
  readonly poll: number
  /** A worker without a heartbeat for so long is dead. */
  readonly silence: number
  /** A notice is the worker's that tells it for so long: longer than its calls take. */
  readonly noticeLease: number
  /** A notice waits for so long after the last trouble that joined it: many times longer than a call takes to be lost. */
  readonly quiet: number
  /** It waits no longer than this after the first. */
  readonly longestQuiet: number
  /** Between two notices to one recipient. */
  readonly apart: number
}

export const TIMINGS: Timings = {
  claimLease: 60_000,
  sendLease: 45_000,
  nonceWindow: 90_000,
  longestCall: 20_000,
  beat: 10_000,
  poll: 1000,
  silence: 30_000,
  noticeLease: 120_000,
  quiet: 60_000,
  longestQuiet: 5 * 60_000,
  apart: 10 * 60_000,
}

/** Milliseconds after its first use in which a nonce may be used again: the call ends while it still holds. */
export function nonceReuse({
  nonceWindow,
  longestCall,
}: Pick<Timings, 'nonceWindow' | 'longestCall'>): number {
  return nonceWindow - longestCall
}

/** Tries of one delivery, where it is for us to end them: a platform that is out of reach is tried until the grace is over. */
export const MOST_TRIES = 8

const [FIRST, LONGEST] = [5000, 5 * 60_000]

/** Milliseconds until the next try after so many: 5 s, 10 s, 20 s … 5 min, each shortened by up to a quarter by chance. */
export function backOff(tries: number, random: () => number): number {
  const full = Math.min(LONGEST, FIRST * 2 ** Math.max(0, tries - 1))
  return Math.round(full * (1 - random() / 4))
}

const LONGEST_NOTICE = 3_600_000

/** Milliseconds until a notice is sent again after so many tries: 30 s, 1 min, 2 min … 1 h, each shortened by up to a quarter. */
export function noticeWait(tries: number, random: () => number): number {
  const full = Math.min(LONGEST_NOTICE, 30_000 * 2 ** Math.max(0, tries - 1))
  return Math.round(full * (1 - random() / 4))
}

/** Milliseconds until a chat that refused is tried again: time for a moderator, who has been notified, to fix it. */
export function refusedWait(tries: number): number {
  return tries <= 1 ? 5 * 60_000 : 15 * 60_000
}
