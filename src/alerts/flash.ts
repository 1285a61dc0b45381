/** What becomes of rare events in one chat: posted, held until its quiet hours end, joined to an earlier post, or left to the daily. */
import { CAPPED_OVER, FLASH_NEWS, type FlashRule } from '#src/chat/flash.ts'
import { parseQuiet, quietUntil } from '#src/chat/quiet.ts'
import { DAY, type Instant, MINUTE } from '#src/market/time.ts'
import type { FlashPost, FrozenFlash, Settled } from '#src/store/flashport.ts'

/** An event that a flash was frozen of, or that waits to be confirmed. */
export interface RareEvent
  extends Pick<FrozenFlash, 'first' | 'subject' | 'weeks' | 'at' | 'salience' | 'frozenAt'> {
  readonly topic: string
  /** What is not is counted among those that compete, and posted by nobody. */
  readonly isConfirmed: boolean
}

export interface FlashRules {
  readonly rule: FlashRule
  /** IANA zone of its quiet hours. */
  readonly zone: string
  /** What was frozen before is not posted. */
  readonly since: Instant
  /** Moderators approve each before it is posted. */
  readonly isApproved?: boolean
}

/** Within so long an event of the same subject goes on with a post. */
export const DEEPENS_WITHIN = DAY
/** Events that compete wait so long for each other. */
const COMPETE = 30 * MINUTE
/**
 * What is settled now; what is held, or waits for others, is left out, and asked of again. `events` are of the last day, `posts` what was
 * decided within `CAPPED_OVER`.
 */
export function decideFlashes(
  { rule, zone, since, isApproved = false }: FlashRules,
  events: readonly RareEvent[],
  posts: readonly FlashPost[],
  now: Instant,
): readonly Settled[] {
  const { topics, weeks, most, quiet } = rule
  const open = events.filter(
    (one) =>
      one.weeks === weeks &&
      one.frozenAt >= since &&
      (topics?.includes(one.topic) ?? true) &&
      !posts.some(({ flash }) => flash === one.first),
  )
  const settled: Settled[] = []
  const settle = (flash: RareEvent, fate: Settled['fate'], last = false) =>
    void settled.push({ flash, fate, last })
  const competing: RareEvent[] = []
  for (const one of open) {
    if (one.isConfirmed && goesOn(one, events, posts)) settle(one, 'joined')
    else if (now - one.at > FLASH_NEWS) settle(one, 'left')
    else if (isOvertaken(one, open)) settle(one, 'joined')
    else competing.push(one)
  }
  const hours = parseQuiet(quiet)
  if (competing.length === 0 || (hours && quietUntil(hours, zone, now) !== undefined)) return settled
  const recent = posts.filter(({ fate, at }) => fate === 'posted' && at > now - CAPPED_OVER)
  const posted = recent.length
  const free = Math.max(0, most - posted)
  const isFull = competing.length > free
  const began = Math.min(...competing.map(({ frozenAt }) => frozenAt))
  if (isFull && free > 0 && now < began + COMPETE) return settled
  const confirmed = competing.filter(({ isConfirmed }) => isConfirmed)
  const best = confirmed.toSorted((a, b) => b.salience - a.salience || a.at - b.at).slice(0, free)
  // What moderators do not approve leaves its place to another while that is news.
  const mayYield = recent.some(({ isOpen }) => isOpen) || (isApproved && best.length > 0)
  for (const one of confirmed) if (!mayYield && !best.includes(one)) settle(one, 'left')
  const inOrder = best.toSorted((a, b) => a.at - b.at || b.salience - a.salience)
  for (const [place, one] of inOrder.entries()) settle(one, 'posted', posted + place + 1 === most)
  return settled
}

/** Whether a post of the same subject stands that it goes on with: one of an event of the day before. */
function goesOn(
  { subject, at }: RareEvent,
  events: readonly RareEvent[],
  posts: readonly FlashPost[],
): boolean {
  return posts.some((post) => {
    const before = events.find(({ first }) => first === post.flash)
    return (
      post.fate === 'posted' &&
      post.subject === subject &&
      before !== undefined &&
      before.at < at &&
      at - before.at <= DEEPENS_WITHIN
    )
  })
}

/** Held so long that the same subject has gone on: the later one reports both. */
function isOvertaken({ subject, at }: RareEvent, open: readonly RareEvent[]): boolean {
  return open.some((other) => other.isConfirmed && other.subject === subject && other.at > at)
}
