/** One notice sent in one message: what may have arrived is looked for, or the way is tried first, and then it is sent again. */
import { memberIn, platformOfRecipient } from '#src/chat/address.ts'
import type { Notice, NoticeWriter } from '#src/chat/notice.ts'
import { can } from '#src/chat/platform.ts'
import type { Destination, Outcome, Poster, Prepared } from '#src/chat/posting.ts'
import type { NoticeOutcome } from './report.ts'
import { nonceReuse, type Timings, TIMINGS } from './timings.ts'

export interface SendNoticeParts {
  /** One that is connected. */
  readonly poster: (platform: string) => Poster | undefined
  readonly compose: NoticeWriter['compose']
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly timings?: Pick<Timings, 'nonceWindow' | 'longestCall'>
}

/** Rejects where nothing was sent. */
export async function sendNotice(
  notice: Notice,
  sending: () => Promise<boolean>,
  { poster: posterOf, compose, now, timings = TIMINGS }: SendNoticeParts,
): Promise<NoticeOutcome> {
  const member = memberIn(notice.recipient)
  const poster = posterOf(platformOfRecipient(notice.recipient))
  if (!poster) return { kind: 'again', unsent: true, reason: 'its platform is not connected' }
  const target = member ? await poster.aloneWith(member.member) : notice.recipient
  if (target === undefined) return { kind: 'refused', reason: 'there is no private chat' }
  const made = await compose(notice, { target, poster })
  if (!made) return { kind: 'sent' }
  const prepared = await poster.prepare(made.message, made.language)
  for (const [part, { weight }] of prepared.parts.entries()) {
    const to = { target, options: {}, title: made.message.title, nonce: `${notice.id}.${part}` }
    const since = notice.sendingSince
    const before =
      since === undefined
        ? 'open'
        : await look(poster, { prepared, part, to, age: now() - since, reuse: nonceReuse(timings) })
    if (before === 'there') continue
    if (before === 'unreached') return { kind: 'again', unsent: false, reason: 'the way is still shut' }
    if (before === 'absent' && part === 0) return { kind: 'absent' }
    await poster.waitForSlot(target, weight)
    if (!(await sending())) return { kind: 'lost' }
    const outcome = await poster.send(prepared, part, to)
    if (outcome.kind !== 'sent') return outcomeOf(outcome, part)
  }
  return { kind: 'sent' }
}

/**
 * Whether a part that may have been sent so many milliseconds ago is there. `open`: it is not known, and it may be sent
 * again: its nonce still holds, or nothing can be read, where the way is tried first, so that two answers in a row are
 * hardly ever lost.
 */
async function look(
  poster: Poster,
  { prepared, part, to, age, reuse }: Looking,
): Promise<'there' | 'absent' | 'unreached' | 'open'> {
  if (age >= 0 && age < reuse && (await poster.repeats(to))) return 'open'
  if (can(poster.platform, 'readBack')) {
    const found = await poster.find(prepared, part, to, Math.max(age, 0))
    if (found.kind === 'later') return 'unreached'
    // Where it cannot be known it is sent again: better twice than never.
    return found.kind === 'unknown' ? 'open' : found.kind
  }
  return (await poster.check(to.target, {})).includes('unreachable') ? 'unreached' : 'open'
}

interface Looking {
  readonly prepared: Prepared
  readonly part: number
  readonly to: Destination
  /** Milliseconds since it was first sent. */
  readonly age: number
  /** Milliseconds after its first use in which a nonce may be used again. */
  readonly reuse: number
}

function outcomeOf(outcome: Exclude<Outcome, { kind: 'sent' }>, part: number): NoticeOutcome {
  const unsent = part === 0
  switch (outcome.kind) {
    case 'refused':
      return unsent ? { kind: 'refused', reason: `${outcome.reason} (${outcome.code})` } : { kind: 'sent' }
    case 'busy':
      return { kind: 'again', unsent, reason: 'the platform asked to wait', after: outcome.retryAfter }
    case 'unreached':
      return { kind: 'again', unsent, reason: outcome.reason }
    case 'unknown':
      return { kind: 'again', unsent: false, reason: outcome.reason }
  }
}
