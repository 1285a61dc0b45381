/** A slice of moves in one transaction: only of watches that are as they were read, with what they report. */
import { type Kysely, sql, type Transaction } from 'kysely'
import { flushBy } from './boxes.ts'
import { cell, elements, word } from './elements.ts'
import { holdAddresses } from './lock.ts'
import type { Schema } from '../schema.ts'
import { transact } from '../transact.ts'
import type { AppliedMove, AlertWork } from './port.ts'
import { endWatches } from './states.ts'

export async function applyMoves(
  database: Kysely<Schema>,
  moves: readonly AppliedMove[],
  { now, flushAt }: { readonly now: number; readonly flushAt: number },
): ReturnType<AlertWork['apply']> {
  if (moves.length === 0) return { moved: 0, reported: 0 }
  return transact(database, async (transaction) => {
    await holdAddresses(transaction)
    const moved = await move(transaction, moves)
    const done = moves.filter(({ id }) => moved.has(id))
    const reporting = done.filter(({ reports }) => reports)
    await report(transaction, reporting, now)
    await anchor(
      transaction,
      done.filter((one) => one.anchor !== undefined),
    )
    await end(
      transaction,
      done.filter(({ to }) => to === 'done'),
      now,
    )
    const posted = reporting.filter(({ reports }) => reports?.isPosted)
    if (posted.length > 0) {
      const list = elements(
        transaction,
        posted.map(({ id }) => [id]),
      )
      const targets = sql`select alert.target from watch inner join alert on alert.id = watch.alert
        where watch.id in (select ${cell(0)} from ${list})`
      await flushBy(transaction, flushAt, targets)
    }
    return { moved: moved.size, reported: reporting.length }
  })
}

/** Gives the ids of those that were as they had been read, and are moved. */
async function move(
  transaction: Transaction<Schema>,
  moves: readonly AppliedMove[],
): Promise<ReadonlySet<number>> {
  const rows = moves.map(({ id, step, from, time, to, since, wakeAt, reports }) => [
    ...[id, step, from, time ?? null, to, since ?? null, wakeAt ?? null, reports ? 1 : 0],
  ])
  const { rows: changed } = await sql<{ id: number }>`update watch
    set state = moves.state, since = moves.since, wake_at = moves.wake_at, step = watch.step + moves.adds
    from (
      select ${cell(0)} as id, ${cell(1)} as step, ${word(2)} as was, ${cell(3)} as time,
        ${word(4)} as state, ${cell(5)} as since, ${cell(6)} as wake_at, ${cell(7)} as adds
      from ${elements(transaction, rows)}
    ) as moves
    where watch.id = moves.id and watch.step = moves.step and watch.state = moves.was
      and (moves.time is null or exists (
        select 1 from observed
        where observed.id = watch.series and observed.judged = 0 and observed.time = moves.time
      ))
    returning watch.id`.execute(transaction)
  return new Set(changed.map(({ id }) => Number(id)))
}

/** Writes down what moved watches report: the value is the one of their series that was judged, or is known. */
async function report(
  transaction: Transaction<Schema>,
  moves: readonly AppliedMove[],
  now: number,
): Promise<void> {
  if (moves.length === 0) return
  const rows = moves.map(({ id, reports }) => [
    ...[id, reports?.kind ?? 'crossed', Number(reports?.late), reports?.isPosted ? 'waits' : 'unposted'],
  ])
  await sql`insert into firing (watch, step, alert, target, kind, series, side, level, seen_at,
      value, time, before_value, before_time, late, evidence_json, fate, listed, delivery)
    select watch.id, watch.step, watch.alert, alert.target, ${word(1)}, observed.name, watch.side, watch.fire,
      cast(${now} as bigint), observed.value, observed.time, observed.before_value, observed.before_time,
      ${cell(2)}, observed.evidence_json, ${word(3)}, null, null
    from ${elements(transaction, rows)}
      inner join watch on watch.id = ${cell(0)}
      inner join alert on alert.id = watch.alert
      inner join observed on observed.id = watch.series`.execute(transaction)
}

/** The levels of a moving alert are counted from the value that one of its sides has reported: of that coin, on both sides. */
async function anchor(transaction: Transaction<Schema>, moves: readonly AppliedMove[]): Promise<void> {
  if (moves.length === 0) return
  const list = elements(
    transaction,
    moves.map(({ id }) => [id]),
  )
  await sql`update watch set fire = observed.value * (1 + side * move_by), rearm = observed.value
    from observed
    where observed.id = watch.series and watch.move_by is not null and (watch.alert, watch.series) in (
      select moved.alert, moved.series from watch as moved where moved.id in (select ${cell(0)} from ${list}))`.execute(
    transaction,
  )
}

/** An alert that was to ring once has ended, one on a list with the last of its coins. */
async function end(
  transaction: Transaction<Schema>,
  moves: readonly AppliedMove[],
  now: number,
): Promise<void> {
  if (moves.length === 0) return
  const list = elements(
    transaction,
    moves.map(({ id }) => [id]),
  )
  const those = sql`id in (select watch.alert from watch where watch.id in (select ${cell(0)} from ${list}))`
  const { rows } = await sql<{ id: string }>`select id from alert where is_list = 0 and ${those}`.execute(
    transaction,
  )
  await endWatches(
    transaction,
    rows.map(({ id }) => id),
  )
  await sql`update alert set state = 'ended', ended_at = ${now}, snoozed_until = null
    where ended_at is null and ${those}
      and not exists (select 1 from watch where watch.alert = alert.id and watch.state <> 'done')`.execute(
    transaction,
  )
}
