/**
 * The ledger of deliveries for those who carry them out. Every step is one transaction that holds only while the
 * delivery is still the caller's, by worker and epoch: where it is not, nothing changes and the result says so.
 */
import { type Kysely, sql } from 'kysely'
import { BESIDE } from '#src/chat/delivery.ts'
import type { Posted } from '#src/chat/posting.ts'
import { claim } from './claim.ts'
import { type Corrections, createCorrections } from './corrections.ts'
import { expireLeases } from './expireleases.ts'
import { type DueParts, enqueueDue } from './enqueuedue.ts'
import { moveChat } from './movechat.ts'
import { boundRow, passApproval, type Passage, type PassageAsked } from './passage.ts'
import { postedOf } from './posted.ts'
import { finishClaim, release, markPart, savePosted } from './steps.ts'
import { createFinishing, type Finishing } from './unfinished.ts'
import { createNotices, type Notices } from './notices.ts'
import type { Schema } from './schema.ts'
import { type Notify, notifyNobody } from './nextdue.ts'
import type { Bound, Claim, Claimed, Ended, GivenBack, MarkTimes, SentTimes } from './claimed.ts'

export interface Ledger extends Corrections, Finishing, Notices {
  /** Makes deliveries of due schedules; gives how many schedules were due. */
  enqueueDue(due: DueParts): Promise<number>
  /** Takes up to `most` that may be tried now, for `lease` milliseconds. */
  claim(
    worker: string,
    platform: string,
    now: number,
    lease: number,
    most: number,
  ): Promise<readonly Claimed[]>
  /** Puts down what it consists of before its first part goes. False where the claim is lost. */
  bind(claim: Claim, made: Bound): Promise<boolean>
  /** The same for a run that needs an approval, once that lets it be posted. */
  passApproval(claim: Claim, made: Bound, asked: PassageAsked): Promise<Passage>
  /**
   * Puts down, before the platform is called, that a part is being sent: under a nonce, or under '' where none keeps a
   * second message from being made. `over`: it may have been sent, and must not be sent again.
   */
  mark(claim: Claim, part: number, nonce: string, at: MarkTimes): Promise<'marked' | 'lost' | 'over'>
  /** A part arrived; `last` ends the delivery. True where the delivery is the caller's still. */
  sent(claim: Claim, part: number, posted: readonly Posted[], at: SentTimes): Promise<boolean>
  /** Back into the queue. Gives whether that paused the schedule, undefined where the claim is lost. */
  release(claim: Claim, how: GivenBack): Promise<{ readonly paused: boolean } | undefined>
  /** Ends it without success. Gives whether that paused the schedule, undefined where the claim is lost. */
  end(claim: Claim, how: Ended): Promise<{ readonly paused: boolean } | undefined>
  /** All that wait for an edition are left alone until then. */
  postpone(awaits: string, until: number): Promise<void>
  /** Holds on to what is claimed and not sent yet. */
  renew(worker: string, ids: readonly string[], until: number): Promise<void>
  /**
   * Sees to what dead workers left, and to what came too late; those of workers that are known to have `ended` before
   * their leases are. Gives how many deliveries changed.
   */
  expireLeases(now: number, ended?: readonly string[]): Promise<number>
  /** What the schedule's last delivery before this one posted. */
  previous(schedule: string, fireAt: number): Promise<readonly Posted[]>
  /** A chat has another address: everything that names it follows, in one transaction. */
  moveChat(from: string, to: string, now: number): Promise<void>
  /** Records a heartbeat, and gives all workers with one within so many milliseconds, itself included. */
  beat(worker: string, now: number, within: number): Promise<readonly Living[]>
  leave(worker: string): Promise<void>
  /** How many deliveries have not ended, by state. */
  open(): Promise<Readonly<Record<'pending' | 'claimed' | 'sending', number>>>
  /**
   * Those that were due before an instant and that no worker has taken up since, or whose platform is out of reach; not
   * those that wait for their figures, or whose chat refuses. `since` is the oldest one's time.
   */
  overdue(before: number): Promise<{ readonly count: number; readonly since: number } | undefined>
}

/** A worker with a recent heartbeat. */
export interface Living {
  readonly id: string
  /** Milliseconds since 1970, by its own clock. */
  readonly seenAt: number
}

/** What tries of a delivery end with while its platform cannot be reached. */
const OUT_OF_REACH = ['unreached', 'busy', 'unknown'] as const

export function createLedger(database: Kysely<Schema>, notify: Notify = notifyNobody): Ledger {
  return {
    enqueueDue: (due) => enqueueDue(database, due, notify),
    claim: (...asked) => claim(database, ...asked),
    async bind({ id, worker, epoch }, made) {
      const { numUpdatedRows } = await database
        .updateTable('delivery')
        .set(boundRow(made))
        .where('id', '=', id)
        .where('worker', '=', worker)
        .where('epoch', '=', epoch)
        .where('state', '=', 'claimed')
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    passApproval: (claimed, made, asked) => passApproval(database, claimed, made, asked, notify),
    mark: (...asked) => markPart(database, ...asked),
    sent: (...asked) => savePosted(database, ...asked),
    release: (claimed, how) => release(database, claimed, how, notify),
    end: (...asked) => finishClaim(database, ...asked),
    async postpone(awaits, until) {
      await database
        .updateTable('delivery')
        .set({ run_after: until })
        .where('awaits', '=', awaits)
        .where('state', '=', 'pending')
        .where('run_after', '<', until)
        .execute()
    },
    async renew(worker, ids, until) {
      if (ids.length === 0) return
      await database
        .updateTable('delivery')
        .set({ lease_until: until })
        .where('id', 'in', ids)
        .where('worker', '=', worker)
        .where('state', '=', 'claimed')
        .execute()
    },
    expireLeases: (...asked) => expireLeases(database, ...asked),
    ...createNotices(database),
    ...createFinishing(database),
    async previous(schedule, fireAt) {
      const row = await database
        .selectFrom('delivery')
        .select('id')
        .where('schedule', '=', schedule)
        .where('state', '=', 'sent')
        .where('reason', 'not in', BESIDE)
        .where('fire_at', '<', fireAt)
        .orderBy('fire_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? postedOf(database, row.id) : []
    },
    ...createCorrections(database),
    moveChat: (...asked) => moveChat(database, ...asked),
    async beat(worker, now, within) {
      await database
        .insertInto('worker')
        .values({ id: worker, seen_at: now })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: now }))
        .execute()
      await database
        .deleteFrom('worker')
        .where('seen_at', '<', now - 10 * within)
        .execute()
      const rows = await database
        .selectFrom('worker')
        .select(['id', 'seen_at'])
        .where('seen_at', '>', now - within)
        .orderBy('id')
        .execute()
      return rows.map(({ id, seen_at }) => ({ id, seenAt: Number(seen_at) }))
    },
    async open() {
      // Apart, and in the indices' own words: all that have ended, which are many more, are not looked at.
      const [pending, others] = await Promise.all(
        [sql<boolean>`state = 'pending'`, sql<boolean>`state in ('claimed', 'sending')`].map((those) =>
          database
            .selectFrom('delivery')
            .select(['state', (build) => build.fn.countAll<number>().as('count')])
            .where(those)
            .groupBy('state')
            .execute(),
        ),
      )
      const counted = [...(pending ?? []), ...(others ?? [])].map(({ state, count }) => [
        state,
        Number(count),
      ])
      return { pending: 0, claimed: 0, sending: 0, ...Object.fromEntries(counted) }
    },
    async overdue(before) {
      const { count, since } = await database
        .selectFrom('delivery')
        .select((build) => [build.fn.countAll<number>().as('count'), build.fn.min('fire_at').as('since')])
        .where(sql<boolean>`state = 'pending'`)
        .where('fire_at', '<=', before)
        .where((where) =>
          where.or([where('run_after', '<=', before), where('error_code', 'in', OUT_OF_REACH)]),
        )
        .executeTakeFirstOrThrow()
      return since === null ? undefined : { count: Number(count), since: Number(since) }
    },
    async leave(worker) {
      await database.deleteFrom('worker').where('id', '=', worker).execute()
    },
  }
}
