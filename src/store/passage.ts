/**
 * What an approval lets a worker do with a run: decided and put down in one transaction with what the run consists of, so
 * that no other decision comes in between.
 */
import { type Kysely, sql } from 'kysely'
import type { DeskText } from '#src/chat/additions.ts'
import type { Asked } from '#src/chat/desk.ts'
import { askAnew, askFirst, lock } from './asking.ts'
import type { Bound, Claim } from './claimed.ts'
import { enter, textsOf } from './desktexts.ts'
import { type Capped, saysLast } from './flashlast.ts'
import type { Notify } from './nextdue.ts'
import type { ApprovalRow, DeliveryRow, Schema } from './schema.ts'
import { transact } from './transact.ts'

/** `changed`: a text was written since its content was made, or it is the last flash of its week or not: it is to be made anew. */
export type Passage = 'post' | 'wait' | 'skipped' | 'changed' | 'lost'

/** Asked before the first part of a run is sent. */
export interface PassageAsked extends Asked {
  readonly owner: string
  /** The texts for the edition that its content was made with. */
  readonly texts: readonly Pick<DeskText, 'kind' | 'language' | 'text'>[]
  /** Quiet hours hold until then: nothing is posted before, but by hand after the deadline. */
  readonly quietUntil?: number | undefined
  /** Of a flash. */
  readonly capped?: Capped
}

/** What a delivery consists of, as its row holds it. */
export function boundRow({ edition, late, thin = false, parts, additions }: Bound): Partial<DeliveryRow> {
  const additions_json = additions === undefined ? null : JSON.stringify(additions)
  return { edition: edition ?? null, late: Number(late), thin: Number(thin), parts, additions_json }
}

/** A claimed run is bound and may be posted, waits for its deadline or a decision, or is over. */
export function passApproval(
  database: Kysely<Schema>,
  claim: Claim,
  made: Bound,
  asked: PassageAsked,
  notify: Notify,
): Promise<Passage> {
  return transact(database, async (transaction) => {
    const { now, schedule, owner, edition } = asked
    /** False where the run is no longer the caller's. */
    const put = async (values: Partial<DeliveryRow>) => {
      const { numUpdatedRows } = await transaction
        .updateTable('delivery')
        .set(values)
        .where('id', '=', claim.id)
        .where('worker', '=', claim.worker)
        .where('epoch', '=', claim.epoch)
        .where('state', '=', 'claimed')
        .executeTakeFirst()
      return numUpdatedRows > 0n
    }
    const back = (runAfter: number) =>
      put({
        ...{ state: 'pending', run_after: runAfter, lease_until: null, parts: null, edition: null },
        tries: sql<number>`tries - 1` as unknown as number,
      })
    const current = await textsOf(transaction, owner, edition)
    /** To be made anew at once. */
    const again = async (): Promise<Passage> => {
      if (!(await back(now))) return 'lost'
      await notify(transaction, { runAfter: now, count: 1 })
      return 'changed'
    }
    if (fingerprint(current) !== fingerprint(asked.texts)) return again()
    const known = await lock(transaction, asked)
    if (known) await askAnew(transaction, known, asked)
    else await askFirst(transaction, asked)
    const row = (await lock(transaction, asked)) as ApprovalRow
    const isOver = now >= row.deadline
    const isByHand = row.state === 'approved' && (row.at ?? 0) >= row.deadline
    const isQuiet = asked.quietUntil !== undefined && !isByHand
    /** Undefined where it may go out as it was made. */
    const keptBack = async (): Promise<Passage | undefined> => {
      if (isQuiet) return (await back(asked.quietUntil as number)) ? 'wait' : 'lost'
      const run = { delivery: claim.id, schedule, now }
      if (!asked.capped || (await saysLast(transaction, run, asked.capped))) return undefined
      return again()
    }
    const entry = { owner, at: now, by: 'system', edition, schedule }
    if (row.state === 'approved') {
      return (await keptBack()) ?? ((await put(boundRow(made))) ? 'post' : 'lost')
    }
    if (row.state === 'waiting' && !isOver) return (await back(row.deadline)) ? 'wait' : 'lost'
    if (row.state === 'waiting' && asked.mode === 'unless-held') {
      const kept = await keptBack()
      if (kept) return kept
      const wasBound = await isBound(transaction, claim.id)
      if (!(await put(boundRow(made)))) return 'lost'
      if (!wasBound) await enter(transaction, { ...entry, what: 'unapproved' })
      return 'post'
    }
    const error_code = row.state === 'held' ? 'held' : 'unapproved'
    const isMine = await put({
      ...{ state: 'skipped', lease_until: null, ended_at: now, tell_after: now, notice: null },
      ...{ error_code, error_text: '', parts: null, edition: null },
    })
    if (!isMine) return 'lost'
    await enter(transaction, { ...entry, what: 'skipped' })
    return 'skipped'
  })
}

async function isBound(transaction: Kysely<Schema>, id: string): Promise<boolean> {
  const { parts } = await transaction
    .selectFrom('delivery')
    .select('parts')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return parts !== null
}

function fingerprint(texts: PassageAsked['texts']): string {
  return JSON.stringify(texts.map(({ kind, language, text }) => [kind, language, text]).sort())
}
