/** Notices on their way: troubles are collected for those who are notified of them, and sent until the platform has acknowledged them. */
import { platformOfRecipient } from '#src/chat/address.ts'
import type { Notice, NoticeWriter } from '#src/chat/notice.ts'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { Ledger } from '#src/store/ledger.ts'
import { noticeWait, type Timings } from './timings.ts'

/** Who is notified of troubles, and how. */
export interface Notices extends Pick<NoticeWriter, 'recipientsOf'> {
  /** Sends all of it in one message. `sending` is to be awaited before the platform is called: false ends it. */
  send(notice: Notice, sending: () => Promise<boolean>): Promise<NoticeOutcome>
}

export type NoticeOutcome =
  /** The platform has acknowledged it, or there is nothing left to report. */
  | { readonly kind: 'sent' }
  /** The recipient takes no notices. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It was looked for and is not there: it is sent again, with all that came since. */
  | { readonly kind: 'absent' }
  /** Another worker has taken it meanwhile. */
  | { readonly kind: 'lost' }
  /** It is to be sent again; `unsent` where it has certainly not arrived. */
  | { readonly kind: 'again'; readonly unsent: boolean; readonly reason: string; readonly after?: number }

export interface ReportParts {
  readonly ledger: Ledger
  readonly notices: Notices
  /** Those that are connected. */
  readonly platforms: () => readonly string[]
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
  readonly timings: Timings
  readonly signal: AbortSignal
}

/** Troubles that are assigned, and notices that are sent, in one round. */
const [TROUBLES, NOTICES] = [500, 20]
/** Milliseconds in which what waited for the next notice joins one that has not arrived. */
const REFILL = 30_000
/** Milliseconds for which a recipient that has refused a notice gets no other. */
const SHUT = 3_600_000
/** Milliseconds after which what nobody takes is left to the list of schedules. */
const KEPT = 30 * 86_400_000

/** One round: collects what is new, and sends what is due. Rejects where the store fails. */
export async function report(parts: ReportParts): Promise<void> {
  await assignAll(parts)
  const { ledger, clock, platforms, timings } = parts
  const reached = new Set(platforms())
  for (let count = 0; count < NOTICES && !parts.signal.aborted; count++) {
    const notice = await ledger.takeNotice([...reached], clock.now(), timings.noticeLease)
    if (!notice) return
    // While a platform is out of reach, each try takes as long as its time-out: its others wait for the next round.
    if (!(await send(notice, parts))) reached.delete(platformOfRecipient(notice.recipient))
  }
}

async function assignAll({ ledger, notices, clock, log, timings, signal }: ReportParts): Promise<void> {
  const { quiet, longestQuiet: longest, apart } = timings
  for (const trouble of await ledger.pendingNotices(clock.now(), TROUBLES)) {
    if (signal.aborted) return
    const { delivery, schedule } = trouble
    const recipients = await notices.recipientsOf(trouble)
    if (recipients === undefined) {
      await ledger.noticeSent(delivery.id)
      continue
    }
    const now = clock.now()
    const assigned = await ledger.assignNotice(delivery.id, recipients, { now, quiet, longest, apart })
    if (assigned !== 'nowhere') continue
    log.warn(`Schedule ${schedule.number} of ${schedule.owner}: ${delivery.state}, and nowhere to report it`)
    if (now - (delivery.endedAt ?? now) > KEPT) await ledger.noticeSent(delivery.id)
  }
}

/** Gives whether the platform was there. */
async function send(
  notice: Notice,
  { ledger, notices, clock, log, random, timings }: ReportParts,
): Promise<boolean> {
  const { id, recipient, tries } = notice
  let isSending = false
  const sending = () => {
    isSending = true
    return ledger.noticeSending(notice, clock.now(), timings.noticeLease)
  }
  const outcome = await notices
    .send(notice, sending)
    .catch((error: unknown): NoticeOutcome => ({ kind: 'again', unsent: !isSending, reason: String(error) }))
  const now = clock.now()
  switch (outcome.kind) {
    case 'sent':
      await ledger.noticeTold(
        id,
        notice.troubles.map(({ delivery }) => delivery.id),
        now,
      )
      return true
    case 'refused':
      log.warn(`${recipient} takes no notices: ${outcome.reason}`)
      await ledger.noticeRefused(id, now, now + SHUT)
      return true
    case 'absent':
      await ledger.noticeAgain(notice, { at: now + REFILL, unsent: true })
      return true
    case 'lost':
      return true
    case 'again': {
      log.warn(`${recipient} could not be notified of ${notice.troubles.length} troubles: ${outcome.reason}`)
      // What was under way in an earlier try may have arrived all the same.
      const unsent = outcome.unsent && notice.sendingSince === undefined
      await ledger.noticeAgain(notice, { at: now + (outcome.after ?? noticeWait(tries, random)), unsent })
      return false
    }
  }
}
